/** A settings file of many profiles, as large ones look: every kind, variables, addresses, comments. */
export function thousandProfiles(count = 1000): string {
  const profiles = Array.from({ length: count }, (_, i) => {
    const kind = ['Project', 'IISExpress', 'Project', 'Executable'][i % 4];
    return `    // Profile ${i}
    "profile ${i}": {
      "commandName": "${kind}",
      ${kind === 'Executable' ? '"executablePath": "node",\n      ' : ''}"commandLineArgs": "--index ${i} \\"two words\\"",
      "launchBrowser": false,
      "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development", "INDEX": "${i}" },
      "applicationUrl": "http://localhost:${5000 + i};https://localhost:${7000 + i}"
    }`;
  });
  return `{
  "iisSettings": { "iisExpress": { "applicationUrl": "http://localhost:8080", "sslPort": 44300 } },
  "profiles": {
${profiles.join(',\n')}
  }
}
`;
}
