import type { IFeatureCollection } from '../http/featureCollection.ts';
import { HttpContext } from '../http/httpContext.ts';
import { invoke, type RequestDelegate } from '../http/requestDelegate.ts';
import { LogLevel } from '../logging/logLevel.ts';
import type { Logger } from '../logging/logger.ts';
import { systemClock, type Clock } from '../primitives/clock.ts';
import type { ServiceProvider } from '../primitives/serviceProvider.ts';
import type { IHttpApplication } from './abstractions/httpApplication.ts';
import { logRequestFinished, logRequestStarting } from './requestLog.ts';

/** The context of a request of this host: one object with what is measured. */
class HostingContext extends HttpContext {
  /** Reading of the clock when the request came; undefined: nobody listens to the log. */
  startedAt: number | undefined;
}

/** The app as servers see it: makes the context, runs the pipeline, cleans up. */
export class HostingApplication implements IHttpApplication<HostingContext> {
  readonly #pipeline: RequestDelegate;
  readonly #services: ServiceProvider;
  readonly #logger: Logger;
  readonly #clock: Clock;

  constructor(
    pipeline: RequestDelegate,
    services: ServiceProvider,
    logger: Logger,
    clock = systemClock,
  ) {
    this.#pipeline = pipeline;
    this.#services = services;
    this.#logger = logger;
    this.#clock = clock;
  }

  createContext(features: IFeatureCollection): HostingContext {
    const context = new HostingContext(features, this.#services);
    if (this.#logger.isEnabled(LogLevel.information)) {
      context.startedAt = this.#clock.now();
      logRequestStarting(this.#logger, context);
    }
    return context;
  }

  processRequest(context: HostingContext): Promise<void> {
    if (!this.#logger.isEnabled(LogLevel.critical)) return invoke(this.#pipeline, context);
    const state = { RequestId: context.traceIdentifier, RequestPath: context.request.path };
    return this.#logger.withScope(state, () => invoke(this.#pipeline, context));
  }

  disposeContext(context: HostingContext, _error: unknown): void {
    if (context.startedAt !== undefined) {
      logRequestFinished(this.#logger, context, this.#clock.now() - context.startedAt);
    }
    context
      .disposeServices()
      ?.catch((error: unknown) =>
        this.#logger.error('A service of the request failed to dispose.', undefined, error),
      );
  }
}
