import { ConnectionTracker } from '../../../server-runtime/servers/shared/connectionTracker.ts';
import { Http1Connection } from '../../../server-runtime/servers/shared/http1/http1Connection.ts';
import type { Http1Limits } from '../../../server-runtime/servers/shared/http1/http1Limits.ts';
import { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import { MemorySocket } from './memorySocket.ts';

/** What an app of a test does. */
export type TestApp = (context: HttpContext) => Promise<void> | void;

/** The limits that Kestrel has by default. */
const defaultLimits: Http1Limits = {
  maxRequestLineSize: 8192,
  maxRequestHeadersTotalSize: 32768,
  maxRequestHeaderCount: 100,
  maxRequestBodySize: 30_000_000,
  maxRequestBufferSize: 1_048_576,
  keepAliveTimeout: 130_000,
  requestHeadersTimeout: 30_000,
  minRequestBodyDataRate: { bytesPerSecond: 240, gracePeriod: 5000 },
  minResponseDataRate: { bytesPerSecond: 240, gracePeriod: 5000 },
};

/** The lines that the server of a test adds to each response. */
export const serverLines = { date: '\r\nDate: today', server: '\r\nServer: test' };

/** Runs an app on the HTTP/1.1 engine without a network, with a clock that the test drives. */
export class MemoryServer {
  readonly connections = new ConnectionTracker();
  readonly badRequests: string[] = [];
  readonly errors: unknown[] = [];
  readonly aborts: string[] = [];
  /** Contexts that were disposed, with the app's error. */
  readonly disposed: { statusCode: number; error: unknown }[] = [];
  maxUpgrades = Infinity;
  /** The app as a whole breaks its promise not to throw here. */
  failsToDispose = false;
  allowHostHeaderOverride = false;
  upgradeCount = 0;
  readonly #app: TestApp;
  readonly #limits: Http1Limits;
  #now = 0;

  constructor(app: TestApp, limits: Partial<Http1Limits> = {}) {
    this.#app = app;
    this.#limits = { ...defaultLimits, ...limits };
  }

  /** Opens a connection. */
  connect(highWaterMark?: number): MemorySocket {
    const memory = new MemorySocket(highWaterMark);
    const app = this.#app;
    new Http1Connection(
      memory.socket,
      {
        limits: this.#limits,
        allowHostHeaderOverride: this.allowHostHeaderOverride,
        application: {
          createContext: (features) => new HttpContext(features),
          processRequest: async (context) => app(context as HttpContext),
          disposeContext: (context, error) => {
            const { statusCode } = (context as HttpContext).response;
            this.disposed.push({ statusCode, error });
            if (this.failsToDispose) throw new Error('The context does not let go.');
          },
        },
        connections: this.connections,
        log: {
          connectionStarted: () => undefined,
          connectionStopped: () => undefined,
          connectionAborted: (_connection, reason) => this.aborts.push(reason),
          badRequest: (_connection, error) => this.badRequests.push(error.message),
          applicationError: (_request, error) => this.errors.push(error),
        },
        now: () => this.#now,
        serverLines,
        reserveUpgrade: () => {
          if (this.upgradeCount >= this.maxUpgrades) return false;
          this.upgradeCount++;
          return true;
        },
        releaseUpgrade: () => {
          this.upgradeCount--;
        },
      },
      'http',
    ).start();
    return memory;
  }

  /** Lets time pass, a second at a time, as the heartbeat sees it. */
  async pass(seconds: number): Promise<void> {
    for (let i = 0; i < seconds; i++) {
      this.#now += 1000;
      this.connections.tick(this.#now);
      await settle();
    }
  }
}

/** Waits until everything that can happen by itself has happened. */
export async function settle(turns = 4): Promise<void> {
  for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
}
