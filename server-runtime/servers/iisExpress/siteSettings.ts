import { readFileSync } from 'node:fs';
import path from 'node:path';
import { localizableText } from '../../contracts/localizableText.ts';
import { splitCommandLine } from '../../launch/commandLine.ts';
import { type WebConfig, WebConfigError, parseWebConfig } from './config/webConfig.ts';
import type { IISExpressOptions, WorkerSpec } from './iisExpressOptions.ts';
import { type ModuleOptions, defaultModuleOptions } from './moduleOptions.ts';
import { expandVariables } from './worker/workerEnvironment.ts';

/** What a site runs with: its options, what web.config adds, and the defaults. */
export type ResolvedOptions = Required<
  Omit<IISExpressOptions, 'certificate' | 'module' | 'worker'>
> & {
  certificate: IISExpressOptions['certificate'];
  module: ModuleOptions;
  /** Undefined when neither the options nor web.config name one. */
  worker: WorkerSpec | undefined;
};

/** The settings of a site, read again when its web.config changes. What the options say wins over what that says. */
export class SiteSettings {
  readonly #options: IISExpressOptions;
  #current: ResolvedOptions;
  #error: WebConfigError | undefined;

  constructor(options: IISExpressOptions) {
    this.#options = options;
    this.#current = resolveOptions(options, undefined);
    this.reload();
  }

  get current(): ResolvedOptions {
    return this.#current;
  }

  /** Why web.config could not be used; the settings are then those of before. */
  get error(): WebConfigError | undefined {
    return this.#error;
  }

  get webConfigPath(): string {
    return path.join(this.#current.physicalPath, 'web.config');
  }

  /** Reads web.config. A file that is not there says nothing; one that is wrong changes nothing. */
  reload(): void {
    this.#error = undefined;
    try {
      const text = readIfExists(this.webConfigPath);
      this.#current = resolveOptions(
        this.#options,
        text === undefined ? undefined : parseWebConfig(text),
      );
    } catch (error) {
      if (!(error instanceof WebConfigError)) throw error;
      this.#error = error;
    }
  }
}

/** Fills in what the options leave open: from web.config, else by default. */
function resolveOptions(
  options: IISExpressOptions,
  webConfig: WebConfig | undefined,
): ResolvedOptions {
  const module = { ...defaultModuleOptions, ...webConfig?.module, ...options.module };
  return {
    applicationPath: '/',
    windowsAuthentication: false,
    anonymousAuthentication: true,
    // IIS' maxAllowedContentLength.
    maxRequestBodySize: webConfig?.maxRequestBodySize ?? 30_000_000,
    headersTimeout: 30,
    connectionTimeout: 120,
    isDebuggerAttached: false,
    idleTimeLimit: 0,
    ...options,
    certificate: options.certificate,
    module: {
      ...module,
      environmentVariables: {
        ...webConfig?.module.environmentVariables,
        ...options.module?.environmentVariables,
      },
    },
    worker: options.worker ?? workerOf(webConfig),
  };
}

/** The command of web.config, which an editor that launches the site may replace through the environment. */
function workerOf(webConfig: WebConfig | undefined): WorkerSpec | undefined {
  const { env } = process;
  const processPath = env['ANCM_LAUNCHER_PATH'] ?? webConfig?.processPath;
  if (!processPath) return undefined;
  const args = env['ANCM_LAUNCHER_ARGS'] ?? webConfig?.arguments ?? '';
  // Older files leave the launcher's place open.
  const expand = (text: string) =>
    expandVariables(
      text.replaceAll(/%LAUNCHER_(PATH|ARGS)%/gi, (_, what: string) =>
        what.toUpperCase() === 'PATH' ? 'dotnet' : '',
      ),
      env,
    );
  return {
    command: toNativePath(expand(processPath)),
    args: splitCommandLine(expand(args)).map((argument) =>
      argument.startsWith('.\\') ? toNativePath(argument) : argument,
    ),
  };
}

/** web.config writes paths as Windows does, wherever it was made. */
function toNativePath(text: string): string {
  return process.platform === 'win32' ? text : text.replaceAll('\\', '/');
}

function readIfExists(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new WebConfigError(
      localizableText('it cannot be read ({0})', (error as Error).message),
      1,
    );
  }
}
