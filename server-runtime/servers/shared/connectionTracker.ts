import { Deferred } from '../../primitives/deferred.ts';

/** A connection as the server that counts it sees it. */
export interface TrackedConnection {
  /** Ends it now when it is idle, else after the response that is under way. */
  requestClose(): void;
  /** Ends it now, whatever it does. */
  abort(reason: string): void;
  /** Called by the heartbeat, about once a second, with the time in milliseconds. */
  tick(now: number): void;
}

/** The open connections of a server. */
export class ConnectionTracker {
  readonly #connections = new Set<TrackedConnection>();
  #empty: Deferred | undefined;
  #isClosing = false;

  get count(): number {
    return this.#connections.size;
  }

  /** Counts a connection. One that comes too late, as after a long handshake, is asked to end. */
  add(connection: TrackedConnection): void {
    this.#connections.add(connection);
    if (this.#isClosing) connection.requestClose();
  }

  delete(connection: TrackedConnection): void {
    this.#connections.delete(connection);
    if (this.#connections.size > 0) return;
    this.#empty?.resolve();
    this.#empty = undefined;
  }

  tick(now: number): void {
    for (const connection of this.#connections) connection.tick(now);
  }

  /**
   * Closes idle connections at once, the others when they have answered. When the signal aborts, what is left is
   * aborted too.
   */
  async close(signal?: AbortSignal): Promise<void> {
    this.#isClosing = true;
    for (const connection of this.#connections) connection.requestClose();
    if (this.#connections.size === 0) return;
    const abortAll = (): void => {
      for (const connection of this.#connections) {
        connection.abort('The server is shutting down.');
      }
    };
    this.#empty ??= new Deferred();
    const empty = this.#empty.promise;
    if (signal?.aborted) abortAll();
    else signal?.addEventListener('abort', abortAll, { once: true });
    await empty;
    signal?.removeEventListener('abort', abortAll);
  }
}
