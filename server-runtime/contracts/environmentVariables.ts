/** Environment variables that pass between the editor, the host process and the app (docs/architecture.md, control channel). */
export const EnvironmentVariables = {
  /** Path of the editor's unix socket or named pipe. Never passed on to the app. */
  control: 'SERVER_PROFILES_CONTROL',
  /** Secret that the host presents on the control channel; good for one launch. Never passed on to the app. */
  controlToken: 'SERVER_PROFILES_CONTROL_TOKEN',
  /** Name of the profile that was applied; set for the app as `dotnet run` does. */
  launchProfile: 'DOTNET_LAUNCH_PROFILE',
  /** Addresses to listen on, separated by `;`. */
  urls: 'ASPNETCORE_URLS',
  /** Hosting environment; `Production` when absent. */
  environment: 'ASPNETCORE_ENVIRONMENT',
  /** Port that the module picked for the worker. */
  port: 'ASPNETCORE_PORT',
  /** Virtual path of the application, `/` for the root. */
  appPath: 'ASPNETCORE_APPL_PATH',
  /** Pairing token that every forwarded request carries. */
  token: 'ASPNETCORE_TOKEN',
} as const;
