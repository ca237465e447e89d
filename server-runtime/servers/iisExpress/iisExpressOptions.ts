import type { Writable } from 'node:stream';
import type { SecureContextOptions } from 'node:tls';
import type { ChildProcessHandle } from '../../processes/childProcessHandle.ts';
import type { ModuleOptions } from './moduleOptions.ts';

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
  /** Has the process started by somebody who has one ready. When it resolves with undefined, the command is started. */
  start?: (
    env: NodeJS.ProcessEnv,
    output: { stdout: Writable | undefined; stderr: Writable | undefined },
  ) => Promise<ChildProcessHandle | undefined>;
}

/** Key and certificate, as `tls.createSecureContext` takes them. */
export type SiteCertificate = SecureContextOptions & {
  /** Asks clients for a certificate of theirs, which the worker is then told. Default false. */
  requestCert?: boolean;
};

/** One site: where it listens, and what serves it. */
export interface IISExpressOptions {
  /** Addresses of the site, `http://…` and, with {@link certificate}, `https://…`. */
  urls: readonly string[];
  /** For the https addresses. */
  certificate?: SiteCertificate;
  /** The folder that the site serves from; web.config and app_offline.htm are looked for in it. */
  physicalPath: string;
  /** Default: the command that web.config names. */
  worker?: WorkerSpec;
  /** Virtual path of the application, `/` or `/name`. Default `/`. */
  applicationPath?: string;
  /** Default false. True is refused at start: Windows authentication needs IIS itself. */
  windowsAuthentication?: boolean;
  /** Default true. False leaves nobody who may enter, since there is no other scheme. */
  anonymousAuthentication?: boolean;
  /** Largest request body in bytes; null for no limit. Default: web.config's maxAllowedContentLength, or 30,000,000. */
  maxRequestBodySize?: number | null;
  /** Seconds that a client may take for the head of a request. Default 30: Kestrel's RequestHeadersTimeout. */
  headersTimeout?: number;
  /** Seconds that a client may send nothing, or take nothing, where it should. Default 120: IIS' connectionTimeout. */
  connectionTimeout?: number;
  /** True: limits on the worker's start and answers do not apply. Default false. */
  isDebuggerAttached?: boolean;
  /** Seconds without a request after which the workers are stopped until the next one; 0 for never. Default 0. */
  idleTimeLimit?: number;
  /** Settings of the module; they win over web.config's, which win over the defaults. */
  module?: Partial<ModuleOptions>;
}
