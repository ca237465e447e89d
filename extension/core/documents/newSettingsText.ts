/** Servers that a new app's profiles run on. */
export type NewServer = 'Kestrel' | 'IISExpress' | 'WebListener';

export interface NewSettings {
  readonly profileName: string;
  /** One profile for each. */
  readonly servers: readonly NewServer[];
  /** First port of the self-hosted profiles. */
  readonly port: number;
  /** Port of the proxied profile. */
  readonly proxiedPort: number;
}

/** A new launchSettings file, with the proxied profile first, as in Visual Studio's templates. */
export function newSettingsText(settings: NewSettings): string {
  const { profileName, servers, port, proxiedPort } = settings;
  const environmentVariables = { ASPNETCORE_ENVIRONMENT: 'Development' };
  const isProxied = servers.includes('IISExpress');
  const selfHosted = servers.filter((server) => server !== 'IISExpress');
  const content = {
    ...(isProxied && {
      iisSettings: {
        windowsAuthentication: false,
        anonymousAuthentication: true,
        iisExpress: { applicationUrl: `http://localhost:${proxiedPort}/`, sslPort: 0 },
      },
    }),
    profiles: {
      ...(isProxied && {
        'IIS Express': { commandName: 'IISExpress', launchBrowser: true, environmentVariables },
      }),
      ...Object.fromEntries(
        selfHosted.map((server, index) => [
          server === 'Kestrel' ? profileName : `${profileName} (${server})`,
          {
            commandName: 'Project',
            ...(server !== 'Kestrel' && { commandLineArgs: `--server ${server}` }),
            launchBrowser: true,
            applicationUrl: `http://localhost:${port + index}`,
            environmentVariables,
          },
        ]),
      ),
    },
  };
  return toText(content);
}

/** A new launchSettings file with one profile. */
export function singleProfileText({
  name,
  profile,
}: {
  readonly name: string;
  readonly profile: Readonly<Record<string, unknown>>;
}): string {
  return toText({ profiles: { [name]: profile } });
}

function toText(content: object): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
