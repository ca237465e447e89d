import type { IStartupFilter, ConfigureDelegate } from '../hosting/startup/startupFilter.ts';
import type { Middleware } from '../http/requestDelegate.ts';

/** Puts middleware before everything that the app configures. */
export class PipelineFilter implements IStartupFilter {
  readonly #middleware: readonly Middleware[];

  constructor(middleware: readonly Middleware[]) {
    this.#middleware = middleware;
  }

  configure(next: ConfigureDelegate): ConfigureDelegate {
    return (app) => {
      for (const middleware of this.#middleware) app.use(middleware);
      return next(app);
    };
  }
}
