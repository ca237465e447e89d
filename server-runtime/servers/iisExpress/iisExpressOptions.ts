import type { SecureContextOptions } from 'node:tls';
import type { Writable } from 'node:stream';
import { type ModuleOptions, defaultModuleOptions } from './moduleOptions.ts';

/** The command that serves the application. */
export interface WorkerSpec {
  /** Path, or a name that is looked up on PATH; a relative path is tried under the site first. */
  command: string;
  args: readonly string[];
  /** Working folder. Default: the site's physical path. */
  cwd?: string;
  /** What the worker inherits. Default: the environment of this process. */
  env?: NodeJS.ProcessEnv;
  /** Where its output goes besides the tail that failure pages show. */
  stdout?: Writable;
  stderr?: Writable;
}

/** One site: where it listens, and what serves it. */
export interface IISExpressOptions {
  /** Addresses of the site, `http://…` and, with {@link certificate}, `https://…`. */
  urls: readonly string[];
  /** Key and certificate of the https addresses, as `tls.createSecureContext` takes them. */
  certificate?: SecureContextOptions;
  /** The folder that the site serves from; web.config and app_offline.htm are looked for in it. */
  physicalPath: string;
  worker: WorkerSpec;
  /** Virtual path of the application, `/` or `/name`. Default `/`. */
  applicationPath?: string;
  /** Default false. True is refused at start: Windows authentication needs IIS itself. */
  windowsAuthentication?: boolean;
  /** Default true. False leaves nobody who may enter, since there is no other scheme. */
  anonymousAuthentication?: boolean;
  /** Largest request body in bytes; null for no limit. Default 30,000,000: IIS' maxAllowedContentLength. */
  maxRequestBodySize?: number | null;
  /** True: limits on the worker's start and answers do not apply. Default false. */
  isDebuggerAttached?: boolean;
  /** Settings of the module; {@link defaultModuleOptions} for what is absent. */
  module?: Partial<ModuleOptions>;
}

/** {@link IISExpressOptions} with every default filled in. */
export type ResolvedOptions = Required<Omit<IISExpressOptions, 'certificate' | 'module'>> & {
  certificate: SecureContextOptions | undefined;
  module: ModuleOptions;
};

/** Fills in the defaults. */
export function resolveOptions(options: IISExpressOptions): ResolvedOptions {
  return {
    applicationPath: '/',
    windowsAuthentication: false,
    anonymousAuthentication: true,
    maxRequestBodySize: 30_000_000,
    isDebuggerAttached: false,
    ...options,
    certificate: options.certificate,
    module: { ...defaultModuleOptions, ...options.module },
  };
}
