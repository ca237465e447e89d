import type { Deadline } from './deadline.ts';
import type { IHostedService } from './hostedService.ts';

/** The hosted services of a host: those that have started are stopped, in reverse. */
export class HostedServices {
  readonly #started: IHostedService[] = [];

  /** Rejects with what the first one that does not start throws. The signal aborts when the host is to stop already. */
  async start(services: readonly IHostedService[], signal: AbortSignal): Promise<void> {
    for (const service of services) {
      await service.start(signal);
      this.#started.push(service);
    }
  }

  /** Stops each of them, though some fail; gives back what those threw. */
  async stop(deadline: Deadline): Promise<unknown[]> {
    const errors: unknown[] = [];
    for (let service = this.#started.pop(); service; service = this.#started.pop()) {
      try {
        await deadline.race(service.stop(deadline.signal));
      } catch (error) {
        errors.push(error);
      }
    }
    return errors;
  }
}
