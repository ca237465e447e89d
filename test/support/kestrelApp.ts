import { connect, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { IServerAddressesFeature } from '../../server-runtime/hosting/abstractions/serverAddresses.ts';
import { HttpContext } from '../../server-runtime/http/httpContext.ts';
import { KestrelServer } from '../../server-runtime/servers/kestrel/kestrelServer.ts';
import { KestrelServerOptions } from '../../server-runtime/servers/kestrel/kestrelServerOptions.ts';
import type { Clock } from '../../server-runtime/primitives/clock.ts';
import { RecordingLoggerProvider } from './recordingLoggerProvider.ts';

/** An app on Kestrel, stopped when the test ends. */
export interface KestrelApp {
  server: KestrelServer;
  log: RecordingLoggerProvider;
  /** As bound. */
  addresses: readonly string[];
  /** Of the first address. */
  url: string;
  port: number;
}

/** What {@link startKestrel} can be told besides the app. */
export interface KestrelAppSettings {
  /** One on a port of the OS' choice unless given. */
  addresses?: string[];
  configure?: (options: KestrelServerOptions) => void;
  /** The machine's unless given. It is read at each beat of the server's heart, once a second. */
  clock?: Clock;
}

/** Starts an app on real sockets. */
export async function startKestrel(
  t: TestContext,
  app: (context: HttpContext) => Promise<void> | void,
  { addresses = ['http://127.0.0.1:0'], configure, clock }: KestrelAppSettings = {},
): Promise<KestrelApp> {
  const options = new KestrelServerOptions();
  configure?.(options);
  const log = new RecordingLoggerProvider();
  const server = new KestrelServer(options, log.createFactory(), clock);
  const feature = server.features.get(IServerAddressesFeature);
  feature?.addresses.push(...addresses);
  t.after(() => server.stop(AbortSignal.abort()));
  await server.start({
    createContext: (features) => new HttpContext(features),
    processRequest: async (context) => app(context),
    disposeContext: () => undefined,
  });
  const bound = feature?.addresses ?? [];
  const url = bound[0] ?? '';
  return { server, log, addresses: bound, url, port: Number(url.split(':').at(-1)) };
}

/** A client that sends and receives bytes as they are. */
export class RawClient {
  readonly socket: Socket;
  #received = '';

  constructor(t: TestContext, port: number, host = '127.0.0.1') {
    this.socket = connect(port, host);
    // A test that waits for something that does not come must end.
    this.socket.setTimeout(20_000, () => this.socket.destroy());
    this.socket.on('error', () => undefined);
    this.socket.on('data', (chunk: Buffer) => (this.#received += chunk.toString('latin1')));
    t.after(() => this.socket.destroy());
  }

  /** One character per byte. */
  get received(): string {
    return this.#received;
  }

  send(text: string): this {
    this.socket.write(text, 'latin1');
    return this;
  }

  /** Resolves with what was received when it matches. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.#received)) {
      if (this.socket.closed) throw new Error(`Closed after ${JSON.stringify(this.#received)}`);
      await new Promise((resolve) => {
        this.socket.once('data', resolve);
        this.socket.once('close', resolve);
      });
    }
    return this.#received;
  }

  /** Resolves with all that was received when the connection is closed. */
  async closed(): Promise<string> {
    if (!this.socket.closed) await new Promise((resolve) => this.socket.once('close', resolve));
    return this.#received;
  }
}
