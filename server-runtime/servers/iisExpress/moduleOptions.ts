/** The module's settings: the attributes of `system.webServer/aspNetCore` in web.config that are not the command itself. */
export interface ModuleOptions {
  /** Seconds for the worker to listen, 0 to 3600; 0 is no time, not infinite. */
  startupTimeLimit: number;
  /** Seconds for the worker to stop by itself before it is killed, 0 to 600. */
  shutdownTimeLimit: number;
  /** Crashes allowed in 60 seconds, 0 to 100; more, and no worker is started until the next 60 seconds. */
  rapidFailsPerMinute: number;
  /** Seconds without progress before a forwarded request fails, up to 360 hours. */
  requestTimeout: number;
  /** Whether the worker's output goes to a file. */
  stdoutLogEnabled: boolean;
  /** Path and first part of the name of that file, relative to the site. */
  stdoutLogFile: string;
  /** Workers that share the requests in turn, 1 to 100. */
  processesPerApplication: number;
  /** Whether the Windows identity of a request is handed on; there is none to hand on outside Windows. */
  forwardWindowsAuthToken: boolean;
  /** True: a worker that does not start gives a bare 502.5 instead of the page with the cause. */
  disableStartUpErrorPage: boolean;
  /** Added to the worker's environment; they win over inherited ones. */
  environmentVariables: Readonly<Record<string, string>>;
  /** Whether `Connection: close` of a worker's answer closes the client's connection too. */
  forwardResponseConnectionHeader: boolean;
  /** Files, relative to the site, that restart the worker when they change. */
  recycleOnFileChange: readonly string[];
}

/** What the module's schema says (aspnetcore_schema_v2.xml). */
export const defaultModuleOptions: ModuleOptions = {
  startupTimeLimit: 120,
  shutdownTimeLimit: 10,
  rapidFailsPerMinute: 10,
  requestTimeout: 120,
  stdoutLogEnabled: false,
  stdoutLogFile: '.\\aspnetcore-stdout',
  processesPerApplication: 1,
  forwardWindowsAuthToken: true,
  disableStartUpErrorPage: false,
  environmentVariables: {},
  forwardResponseConnectionHeader: false,
  recycleOnFileChange: [],
};
