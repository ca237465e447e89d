import { OneShotSignal } from '../primitives/oneShotSignal.ts';
import { serviceKey, type InterfaceKey } from '../primitives/serviceProvider.ts';

/** Tells an app when its host has started, is about to stop, and has stopped; and lets it ask for the stop. */
export interface IApplicationLifetime {
  /** The server listens. */
  readonly applicationStarted: OneShotSignal;
  /** The stop has begun; requests may still be in flight. */
  readonly applicationStopping: OneShotSignal;
  /** No request is in flight any more. */
  readonly applicationStopped: OneShotSignal;
  /** Asks the host to stop. Returns at once. */
  stopApplication(): void;
}
export const IApplicationLifetime: InterfaceKey<IApplicationLifetime> =
  serviceKey('IApplicationLifetime');

/** The lifetime that a host hands out. */
export class ApplicationLifetime implements IApplicationLifetime {
  readonly applicationStarted = new OneShotSignal();
  readonly applicationStopping = new OneShotSignal();
  readonly applicationStopped = new OneShotSignal();
  readonly #onError: (message: string, error: unknown) => void;

  /** The handler gets what callbacks throw. */
  constructor(onError: (message: string, error: unknown) => void) {
    this.#onError = onError;
  }

  stopApplication(): void {
    this.notifyStopping();
  }

  notifyStarted(): void {
    this.#fire(this.applicationStarted, 'An error occurred starting the application');
  }

  notifyStopping(): void {
    this.#fire(this.applicationStopping, 'An error occurred stopping the application');
  }

  notifyStopped(): void {
    this.#fire(this.applicationStopped, 'An error occurred stopping the application');
  }

  #fire(signal: OneShotSignal, message: string): void {
    signal.fire((error) => this.#onError(message, error));
  }
}
