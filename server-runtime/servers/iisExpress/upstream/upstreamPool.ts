import type { SiteHeartbeat } from '../siteHeartbeat.ts';
import { type ConnectionOwner, UpstreamConnection } from './upstreamConnection.ts';

/** Idle connections are closed after this many milliseconds, unless the worker says that it closes them sooner. */
const idleMilliseconds = 60_000;
/** How much sooner than the worker: it must not close a connection while a request is on its way. */
const keepAliveMargin = 1000;
/** A request that must not be sent twice goes over a connection that was used this recently, or over a new one. */
const freshMilliseconds = 1500;

/** The connections to one worker. */
export class UpstreamPool implements ConnectionOwner {
  readonly #host: string;
  readonly #port: number;
  readonly #heartbeat: SiteHeartbeat;
  readonly #idle: UpstreamConnection[] = [];
  readonly #all = new Set<UpstreamConnection>();
  #isClosed = false;

  constructor(host: string, port: number, heartbeat: SiteHeartbeat) {
    this.#host = host;
    this.#port = port;
    this.#heartbeat = heartbeat;
  }

  get now(): number {
    return this.#heartbeat.now;
  }

  /** How many connections there are, idle ones included. */
  get size(): number {
    return this.#all.size;
  }

  /** How many of them wait for an exchange. */
  get idleCount(): number {
    return this.#idle.length;
  }

  /** The connection used last, which is the least likely to be closed just now; or a new one. */
  acquire(canSendTwice: boolean): UpstreamConnection {
    const connection = this.#idle.at(-1);
    if (connection && (canSendTwice || this.now - connection.lastUsed < freshMilliseconds)) {
      this.#idle.pop();
      return connection;
    }
    return this.connect();
  }

  /** A new connection. */
  connect(): UpstreamConnection {
    const connection = new UpstreamConnection(this.#host, this.#port, this);
    this.#all.add(connection);
    return connection;
  }

  onIdle(connection: UpstreamConnection): void {
    connection.lastUsed = this.now;
    if (this.#isClosed) connection.abort();
    else this.#idle.push(connection);
  }

  onClosed(connection: UpstreamConnection): void {
    this.#all.delete(connection);
    const index = this.#idle.indexOf(connection);
    if (index >= 0) this.#idle.splice(index, 1);
  }

  /** Closes connections that were idle for too long, and fails exchanges whose worker is too slow. */
  tick(requestTimeoutMs: number): void {
    for (const connection of this.#all) {
      if (connection.isAwaitingWorker && this.now - connection.lastUsed > requestTimeoutMs) {
        connection.timeOut();
      }
    }
    const expired = this.#idle.filter(
      (connection) => this.now - connection.lastUsed > idleLimit(connection),
    );
    for (const connection of expired) {
      this.#idle.splice(this.#idle.indexOf(connection), 1);
      connection.abort();
    }
  }

  /** Closes what is idle now, the rest after its exchange. */
  close(): void {
    this.#isClosed = true;
    for (const connection of this.#idle.splice(0)) connection.abort();
  }
}

function idleLimit({ keepAliveSeconds }: UpstreamConnection): number {
  if (keepAliveSeconds === undefined) return idleMilliseconds;
  return Math.min(idleMilliseconds, keepAliveSeconds * 1000 - keepAliveMargin);
}
