export interface NewSettings {
  readonly profileName: string;
  /** Port of the self-hosted profile. */
  readonly port: number;
  /** Port of the proxied profile. */
  readonly proxiedPort: number;
}

/** A new launchSettings file with the two profiles that Visual Studio's templates have: proxied and self-hosted. */
export function newSettingsText({ profileName, port, proxiedPort }: NewSettings): string {
  const environmentVariables = { ASPNETCORE_ENVIRONMENT: 'Development' };
  const settings = {
    iisSettings: {
      windowsAuthentication: false,
      anonymousAuthentication: true,
      iisExpress: { applicationUrl: `http://localhost:${proxiedPort}/`, sslPort: 0 },
    },
    profiles: {
      [profileName]: {
        commandName: 'Project',
        launchBrowser: true,
        applicationUrl: `http://localhost:${port}`,
        environmentVariables,
      },
      'IIS Express': { commandName: 'IISExpress', launchBrowser: true, environmentVariables },
    },
  };
  return `${JSON.stringify(settings, undefined, 2)}\n`;
}
