import { resolve } from 'node:path';
import { IConfiguration } from '../hosting/configurationService.ts';
import { IHostingEnvironment } from '../hosting/hostingEnvironment.ts';
import { IServerAddressesFeature } from '../hosting/abstractions/serverAddresses.ts';
import { PipelineBuilder } from '../http/pipelineBuilder.ts';
import { LoggerFactory } from '../logging/loggerFactory.ts';
import type { Logger } from '../logging/logger.ts';
import { LogLevel } from '../logging/logLevel.ts';
import { developerExceptionPage } from '../middleware/errorPage/developerExceptionPage.ts';
import { exceptionHandler } from '../middleware/errorPage/exceptionHandler.ts';
import { forwardedHeaders } from '../middleware/forwardedHeaders/forwardedHeaders.ts';
import type { ForwardedHeadersOptions } from '../middleware/forwardedHeaders/forwardedHeadersOptions.ts';
import { hsts, type HstsOptions } from '../middleware/hsts/hsts.ts';
import {
  httpsPortOf,
  httpsRedirection,
  type HttpsRedirectionOptions,
} from '../middleware/httpsRedirection/httpsRedirection.ts';
import { pathBase } from '../middleware/pathBase/pathBase.ts';
import {
  requestLogging,
  type RequestLoggingOptions,
} from '../middleware/requestLogging/requestLogging.ts';
import { responseCompression } from '../middleware/responseCompression/responseCompression.ts';
import type { ResponseCompressionOptions } from '../middleware/responseCompression/responseCompressionOptions.ts';
import { defaultFiles, type DefaultFilesOptions } from '../middleware/staticFiles/defaultFiles.ts';
import { directoryBrowser } from '../middleware/staticFiles/directoryBrowser.ts';
import type {
  SharedFileOptions,
  StaticFileOptions,
} from '../middleware/staticFiles/staticFileOptions.ts';
import { staticFiles } from '../middleware/staticFiles/staticFiles.ts';
import { webSockets, type WebSocketOptions } from '../middleware/webSockets/webSockets.ts';

/** Settings of {@link ApplicationBuilder.useFileServer}. */
export interface FileServerOptions extends Partial<StaticFileOptions> {
  /** True lists folders that have no default file. False unless set. */
  readonly enableDirectoryBrowsing?: boolean;
  /** False leaves default files out. True unless set. */
  readonly enableDefaultFiles?: boolean;
}

/** Builds the pipeline of an app, step by step, in the order of the calls: what `configure` is given. */
export class ApplicationBuilder extends PipelineBuilder {
  /**
   * Serves the files of a folder: the web root unless another is given (relative paths start at the content root). Without
   * a web root it serves nothing, and says so in the log.
   */
  useStaticFiles(options: Partial<StaticFileOptions> = {}): this {
    const logger = this.#logger('StaticFiles');
    const located = this.#locate(options);
    if (located) return this.use(staticFiles(located, logger));
    logger.log(
      LogLevel.warning,
      16,
      'The WebRootPath was not found: {WebRootPath}. Static files may be unavailable.',
      { WebRootPath: resolve(this.#environment.contentRootPath, 'wwwroot') },
    );
    return this;
  }

  /** Lets a folder's path stand for the default file in it. Goes before {@link useStaticFiles}, which serves it. */
  useDefaultFiles(options: Partial<DefaultFilesOptions> = {}): this {
    const located = this.#locate(options);
    return located ? this.use(defaultFiles(located)) : this;
  }

  /** Lists folders: shows everybody what is there. */
  useDirectoryBrowser(options: Partial<SharedFileOptions> = {}): this {
    const located = this.#locate(options);
    return located ? this.use(directoryBrowser(located)) : this;
  }

  /** Default files, folder lists when they are wanted, and static files, in the order that works. */
  useFileServer(options: FileServerOptions = {}): this {
    const { enableDefaultFiles = true, enableDirectoryBrowsing = false, ...files } = options;
    if (enableDefaultFiles) this.useDefaultFiles(files);
    if (enableDirectoryBrowsing) this.useDirectoryBrowser(files);
    return this.useStaticFiles(files);
  }

  /** Shows developers what went wrong. For the Development environment only: the page shows source. */
  useDeveloperExceptionPage(): this {
    return this.use(developerExceptionPage(this.#logger('Diagnostics')));
  }

  /** Answers requests that failed with a page of the app: another path, or a branch that builds the answer. */
  useExceptionHandler(page: string | ((branch: this) => void)): this {
    const logger = this.#logger('Diagnostics');
    if (typeof page === 'string') return this.use(exceptionHandler({ path: page }, logger));
    const branch = this.new();
    page(branch);
    return this.use(exceptionHandler({ handler: branch.build() }, logger));
  }

  /** Puts the client that a proxy speaks for in the proxy's place. */
  useForwardedHeaders(options: ForwardedHeadersOptions): this {
    return this.use(forwardedHeaders(options, this.#logger('HttpOverrides')));
  }

  /** Mounts the app under a path, as `/app`. Requests that do not have it pass as they are. */
  usePathBase(prefix: string): this {
    return this.use(pathBase(prefix));
  }

  /** Adds IHttpWebSocketFeature to requests that ask for a WebSocket. */
  useWebSockets(options: WebSocketOptions = {}): this {
    return this.use(webSockets(options, this.#logger('WebSockets')));
  }

  /** Compresses responses for clients that take them so. */
  useResponseCompression(options: ResponseCompressionOptions = {}): this {
    return this.use(responseCompression(options));
  }

  /**
   * Sends requests over http to https: to the port of the options, else of the setting `https_port`, else of the server's
   * own https address. A setting that is no number fails the first request.
   */
  useHttpsRedirection(options: HttpsRedirectionOptions = {}): this {
    const logger = this.#logger('HttpsPolicy');
    const httpsPort = (): number | undefined => {
      const settings = this.applicationServices.get(IConfiguration);
      for (const key of ['https_port', 'ANCM_HTTPS_PORT']) {
        const port = settings?.getValue(key, 0);
        if (port) return port;
      }
      const addresses = this.serverFeatures.get(IServerAddressesFeature)?.addresses ?? [];
      return httpsPortOf(addresses, logger);
    };
    return this.use(httpsRedirection({ httpsPort, ...options }, logger));
  }

  /** Tells browsers to use https alone for this host from now on. */
  useHsts(options: HstsOptions = {}): this {
    return this.use(hsts(options));
  }

  /** Logs each request with its headers; what may be secret is left out. */
  useRequestLogging(options: RequestLoggingOptions = {}): this {
    return this.use(requestLogging(this.#logger('HttpLogging'), options));
  }

  /** Files of the web root, unless a folder is given. Undefined: there are none. */
  #locate<T extends Partial<SharedFileOptions>>(options: T): (T & { root: string }) | undefined {
    const { contentRootPath, webRootPath } = this.#environment;
    const root = options.root === undefined ? webRootPath : resolve(contentRootPath, options.root);
    return root === undefined ? undefined : { ...options, root };
  }

  get #environment(): IHostingEnvironment {
    return this.applicationServices.getRequired(IHostingEnvironment);
  }

  #logger(area: string): Logger {
    const loggers = this.applicationServices.getRequired(LoggerFactory);
    return loggers.createLogger(`Microsoft.AspNetCore.${area}`);
  }
}
