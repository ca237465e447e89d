import { PipelineBuilder } from '../http/pipelineBuilder.ts';
import { LoggerFactory } from '../logging/loggerFactory.ts';
import type { Logger } from '../logging/logger.ts';
import { forwardedHeaders } from '../middleware/forwardedHeaders/forwardedHeaders.ts';
import type { ForwardedHeadersOptions } from '../middleware/forwardedHeaders/forwardedHeadersOptions.ts';
import { pathBase } from '../middleware/pathBase/pathBase.ts';

/** Builds the pipeline of an app, step by step, in the order of the calls: what `configure` is given. */
export class ApplicationBuilder extends PipelineBuilder {
  /** Puts the client that a proxy speaks for in the proxy's place. */
  useForwardedHeaders(options: ForwardedHeadersOptions): this {
    const category = 'Microsoft.AspNetCore.HttpOverrides.ForwardedHeadersMiddleware';
    return this.use(forwardedHeaders(options, this.#logger(category)));
  }

  /** Mounts the app under a path, as `/app`. Requests that do not have it pass as they are. */
  usePathBase(prefix: string): this {
    return this.use(pathBase(prefix));
  }

  #logger(category: string): Logger {
    return this.applicationServices.getRequired(LoggerFactory).createLogger(category);
  }
}
