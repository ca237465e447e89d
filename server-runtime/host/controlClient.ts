import { type Socket, connect } from 'node:net';
import {
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  createMessageConnection,
} from 'vscode-jsonrpc/node.js';
import {
  ControlMethods,
  type FailureParams,
  type HelloParams,
  type ProcessParams,
  type RequestParams,
  type RequestsResult,
  type ServerState,
  type WatchRequestsParams,
  controlProtocolVersion,
} from '../contracts/controlMessages.ts';
import type { LaunchListener } from './launchReporter.ts';

/** What the editor asks of a launch. */
export interface ControlHandlers {
  /** Begin a graceful stop. */
  stop(): void;
  /** Start the app again; false when that takes a new host process. */
  restart(): boolean | Promise<boolean>;
  /** Tell each request from now on, or no more; false when nobody stands in front of the app. */
  watchRequests(enabled: boolean): boolean;
  /** The last requests, and counters; null when nobody stands in front of the app. */
  requests(): RequestsResult | null;
  /** The editor is gone, or would not have us. */
  closed(): void;
}

/** Requests that wait to be told; more are left out, so that an editor that reads slowly costs no memory. */
const maxWaitingRequests = 1000;

/** The host's end of the control channel. */
export class ControlClient implements LaunchListener {
  readonly #connection: MessageConnection;
  readonly #socket: Socket;
  readonly #closed: Promise<void>;
  #sent: Promise<unknown>;
  #waitingRequests = 0;

  /** Connects in the background; what is told until then waits. */
  constructor(path: string, token: string, handlers: ControlHandlers) {
    const socket = connect(path);
    const closed = new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
    });
    socket.on('error', () => {});
    // The channel alone must not keep a host running whose app has ended.
    socket.unref();
    this.#connection = createMessageConnection(
      new StreamMessageReader(socket),
      new StreamMessageWriter(socket),
    );
    this.#connection.onError(() => {});
    this.#connection.onRequest(ControlMethods.stop, () => {
      handlers.stop();
      return true;
    });
    this.#connection.onRequest(ControlMethods.restart, () => handlers.restart());
    this.#connection.onRequest(ControlMethods.watchRequests, (params: WatchRequestsParams) =>
      handlers.watchRequests(params.enabled),
    );
    this.#connection.onRequest(ControlMethods.requests, () => handlers.requests());
    this.#connection.listen();
    void closed.then(() => handlers.closed());
    this.#socket = socket;
    this.#closed = closed;
    const hello: HelloParams = { token, pid: process.pid, protocol: controlProtocolVersion };
    this.#sent = this.#connection.sendRequest(ControlMethods.hello, hello).then(
      (isWelcome) => {
        if (isWelcome !== true) socket.destroy();
      },
      () => socket.destroy(),
    );
  }

  state(state: ServerState): void {
    void this.#notify(ControlMethods.state, { state });
  }

  addresses(addresses: readonly string[]): void {
    void this.#notify(ControlMethods.addresses, { addresses });
  }

  process(params: ProcessParams): void {
    void this.#notify(ControlMethods.process, params);
  }

  failure(params: FailureParams): void {
    void this.#notify(ControlMethods.failure, params);
  }

  request(params: RequestParams): void {
    if (this.#waitingRequests >= maxWaitingRequests) return;
    this.#waitingRequests++;
    void this.#notify(ControlMethods.request, params).then(() => this.#waitingRequests--);
  }

  /** Resolves when everything told has been sent and the channel is closed, or after a second. */
  async close(): Promise<void> {
    this.#socket.ref();
    const limit = setTimeout(() => this.#socket.destroy(), 1000);
    await Promise.race([this.#sent, this.#closed]);
    this.#socket.end();
    await this.#closed;
    clearTimeout(limit);
  }

  #notify(method: string, params: unknown): Promise<unknown> {
    // One after the other, and only once the editor knows whom it hears.
    this.#sent = this.#sent
      .then(() => this.#connection.sendNotification(method, params))
      .catch(() => {});
    return this.#sent;
  }
}
