/** What the worker's environment is made of. */
export interface WorkerEnvironmentOptions {
  /** What the worker inherits. */
  inherited: NodeJS.ProcessEnv;
  /** What web.config or the profile adds; values may name variables as `%NAME%`. */
  configured: Readonly<Record<string, string>>;
  port: number;
  /** Pairing token, unless the user fixed one. */
  token: string;
  applicationPath: string;
  physicalPath: string;
  isAnonymousAllowed: boolean;
  /** The site's https port, for redirections. */
  httpsPort?: number | undefined;
  /** The app is known to ignore all this, and is told to believe forwarded headers the general way. */
  ignoresContract?: boolean;
  /** The worker is an ASP.NET Core app. */
  isDotnet?: boolean;
}

const tokenErrorLog = 'Logging__LogLevel__Microsoft.AspNetCore.Server.IISIntegration.IISMiddleware';
const integrationAssembly = 'Microsoft.AspNetCore.Server.IISIntegration';

/**
 * The environment of the module's contract: what a worker needs to know to stand behind it. The names and the rules
 * of who overrides whom are the module's, so that apps built for IIS run unchanged.
 */
export function createWorkerEnvironment(options: WorkerEnvironmentOptions): NodeJS.ProcessEnv {
  const { inherited, configured } = options;
  const expanded: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(configured)) {
    expanded[name] = expandVariables(value, inherited);
  }
  const inheritedWins = /^(1|true)$/i.test(inherited['ANCM_PREFER_ENVIRONMENT_VARIABLES'] ?? '');
  const env = inheritedWins ? { ...expanded, ...inherited } : { ...inherited, ...expanded };

  env['ASPNETCORE_PORT'] = String(options.port);
  env['ASPNETCORE_APPL_PATH'] = options.applicationPath;
  env['ASPNETCORE_TOKEN'] = options.token;
  env['ASPNETCORE_IIS_HTTPAUTH'] = options.isAnonymousAllowed ? 'anonymous;' : 'none';
  env['ASPNETCORE_IIS_PHYSICAL_PATH'] = options.physicalPath;
  // Without it the app asks whether the OS is at least 6.2, and takes the kernel's version for that on Linux.
  env['ASPNETCORE_IIS_WEBSOCKETS_SUPPORTED'] = 'true';
  if (options.httpsPort !== undefined) {
    env['ASPNETCORE_ANCM_HTTPS_PORT'] ??= String(options.httpsPort);
  }
  if (configured['ASPNETCORE_HOSTINGSTARTUPASSEMBLIES'] === undefined) {
    const before = inherited['ASPNETCORE_HOSTINGSTARTUPASSEMBLIES'];
    env['ASPNETCORE_HOSTINGSTARTUPASSEMBLIES'] = before
      ? `${before};${integrationAssembly}`
      : integrationAssembly;
  }
  // Programs that do not know the module's names know one of these. An ASP.NET Core app that does know them listens
  // where the module says whatever stands here.
  env['ASPNETCORE_URLS'] = `http://127.0.0.1:${options.port}`;
  env['PORT'] = String(options.port);
  // Container images set these, and an app that ignores the contract would listen there as well.
  for (const name of ['ASPNETCORE_HTTP_PORTS', 'HTTP_PORTS']) {
    if (env[name]) env[name] = String(options.port);
  }
  // Not for an app that knows the contract: it would take a second entry, the client's own, for the truth.
  if (options.ignoresContract) env['ASPNETCORE_FORWARDEDHEADERS_ENABLED'] ??= 'true';
  // Asking an app for its contract takes a request without the token, which it logs as an error, with the token in it.
  if (options.isDotnet) env[tokenErrorLog] ??= 'None';
  return env;
}

/** Replaces `%NAME%` by the variable's value; a name that is not set stays as written, as in ExpandEnvironmentStrings. */
export function expandVariables(text: string, env: NodeJS.ProcessEnv): string {
  return text.replace(/%([^%]+)%/g, (whole, name: string) => env[name] ?? whole);
}
