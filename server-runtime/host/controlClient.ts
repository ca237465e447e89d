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
  type ServerState,
  controlProtocolVersion,
} from '../contracts/controlMessages.ts';
import type { LaunchListener } from './launchReporter.ts';

/** What the editor asks of a launch. */
export interface ControlHandlers {
  /** Begin a graceful stop. */
  stop(): void;
  /** Start the app again; false when that takes a new host process. */
  restart(): boolean | Promise<boolean>;
  /** The editor is gone, or would not have us. */
  closed(): void;
}

/** The host's end of the control channel. */
export class ControlClient implements LaunchListener {
  readonly #connection: MessageConnection;
  readonly #socket: Socket;
  readonly #closed: Promise<void>;
  #sent: Promise<unknown>;

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
    this.#notify(ControlMethods.state, { state });
  }

  addresses(addresses: readonly string[]): void {
    this.#notify(ControlMethods.addresses, { addresses });
  }

  process(params: ProcessParams): void {
    this.#notify(ControlMethods.process, params);
  }

  failure(params: FailureParams): void {
    this.#notify(ControlMethods.failure, params);
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

  #notify(method: string, params: unknown): void {
    // One after the other, and only once the editor knows whom it hears.
    this.#sent = this.#sent
      .then(() => this.#connection.sendNotification(method, params))
      .catch(() => {});
  }
}
