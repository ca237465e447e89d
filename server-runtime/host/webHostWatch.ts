import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type WebHostEvent, webHostChannel } from '../contracts/hostEvents.ts';

/** Follows the web hosts that run in this process, whoever built them. */
export class WebHostWatch {
  /** Called with the addresses of all of them, each time they change. */
  onAddresses: (addresses: string[]) => void = () => {};
  /** Called when the first one begins to stop. */
  onStopping: () => void = () => {};
  /** Called with what the app threw while a web host that captures this was starting. */
  onStartupError: (error: unknown) => void = () => {};
  /** True: a web host that captures startup errors fails on them all the same. */
  failsOnStartupErrors = false;
  readonly #running = new Map<() => Promise<void>, readonly string[]>();
  #active = 0;
  #isStopRequested = false;
  readonly #idle: (() => void)[] = [];

  constructor() {
    subscribe(webHostChannel, this.#listener);
  }

  /** True while a web host is starting, runs or is stopping. */
  get isActive(): boolean {
    return this.#active > 0;
  }

  /** Resolves when no web host is active. */
  whenIdle(): Promise<void> {
    return this.isActive ? new Promise((resolve) => this.#idle.push(resolve)) : Promise.resolve();
  }

  /** Ends all web hosts gracefully, those included that are only starting. */
  async stop(): Promise<void> {
    this.#isStopRequested = true;
    await Promise.allSettled([...this.#running.keys()].map((stop) => stop()));
    await this.whenIdle();
  }

  dispose(): void {
    unsubscribe(webHostChannel, this.#listener);
  }

  readonly #listener = (message: unknown): void => {
    const webHostEvent = message as WebHostEvent;
    const { event, addresses = [], stop, error } = webHostEvent;
    switch (event) {
      case 'starting':
        this.#active++;
        return;
      case 'startupError':
        if (this.failsOnStartupErrors) webHostEvent.isFatal = true;
        else this.onStartupError(error);
        return;
      case 'started':
        if (stop) this.#running.set(stop, addresses);
        this.onAddresses([...this.#running.values()].flat());
        if (this.#isStopRequested) void stop?.();
        return;
      case 'addresses':
        if (!stop || !this.#running.has(stop)) return;
        this.#running.set(stop, addresses);
        this.onAddresses([...this.#running.values()].flat());
        return;
      case 'stopping':
        this.onStopping();
        return;
      case 'stopped':
      case 'failed':
        this.#active--;
        if (this.#active > 0) return;
        this.#running.clear();
        for (const resolve of this.#idle.splice(0)) resolve();
    }
  };
}
