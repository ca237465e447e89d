import type { WebHostEvent } from '../../contracts/hostEvents.ts';
import type { RequestDelegate } from '../../http/requestDelegate.ts';
import { LogLevel } from '../../logging/logLevel.ts';
import type { Logger } from '../../logging/logger.ts';
import type { IHostingEnvironment } from '../hostingEnvironment.ts';
import { HostingEvents } from '../hostingEvents.ts';
import { HostSettingKeys } from '../hostSettingKeys.ts';
import type { Settings } from '../settings.ts';
import { publish } from '../webHostEvents.ts';
import { startupErrorPage } from './startupErrorPage.ts';

/** What went wrong in the app's part of the start, when the settings say that the server is to show it. */
export class CapturedStartupError {
  readonly #settings: Settings;
  readonly #environment: IHostingEnvironment;
  readonly #logger: Logger;
  #first: { readonly error: unknown } | undefined;

  constructor(settings: Settings, environment: IHostingEnvironment, logger: Logger) {
    this.#settings = settings;
    this.#environment = environment;
    this.#logger = logger;
  }

  /** True when there is something to show. */
  get isThere(): boolean {
    return this.#first !== undefined;
  }

  /** Keeps an error; the first one counts. Throws it when none is to be captured. */
  capture(error: unknown): void {
    if (!this.#settings.getBoolean(HostSettingKeys.captureStartupErrors)) throw error;
    this.#first ??= { error };
  }

  /** Tells of it wherever somebody looks, and gives what answers the requests in the app's place. */
  show(): RequestDelegate {
    const error = this.#first?.error;
    const event: WebHostEvent = { event: 'startupError', error };
    publish(event);
    if (event.isFatal) throw error;
    if (!this.#settings.getBoolean(HostSettingKeys.suppressStatusMessages)) {
      const text = error instanceof Error ? (error.stack ?? String(error)) : String(error);
      process.stdout.write(`Application startup exception: ${text}\n`);
    }
    const { applicationStartupException } = HostingEvents;
    const message = 'Application startup exception';
    this.#logger.log(LogLevel.critical, applicationStartupException, message, undefined, error);
    const isDetailed =
      this.#environment.isDevelopment() ||
      this.#settings.getBoolean(HostSettingKeys.detailedErrors);
    return startupErrorPage(error, isDetailed);
  }
}
