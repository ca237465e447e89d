import { mkdtempSync, rmSync } from 'node:fs';
import { type Server, type Socket, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import {
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  createMessageConnection,
} from 'vscode-jsonrpc/node.js';
import { ControlMethods } from '../../../server-runtime/contracts/controlMessages.ts';
import { eventually } from './processes.ts';

interface Heard {
  method: string;
  params: Record<string, unknown>;
}

/** The editor's end: a listening socket that keeps what a host says. */
export class FakeEditor {
  readonly heard: Heard[] = [];
  connection: MessageConnection | undefined;
  socket: Socket | undefined;
  readonly env: Record<string, string>;
  readonly #server: Server;

  constructor(t: TestContext, { token = 'right' } = {}) {
    const folder = mkdtempSync(path.join(tmpdir(), 'svprof-'));
    const address =
      process.platform === 'win32'
        ? `\\\\.\\pipe\\${path.basename(folder)}`
        : path.join(folder, 's');
    this.env = { SERVER_PROFILES_CONTROL: address, SERVER_PROFILES_CONTROL_TOKEN: token };
    this.#server = createServer((socket) => this.#accept(socket)).listen(address);
    t.after(() => {
      this.socket?.destroy();
      this.#server.close();
      rmSync(folder, { recursive: true, force: true });
    });
  }

  states(): unknown[] {
    return this.of(ControlMethods.state).map(({ state }) => state);
  }

  of(method: string): Record<string, unknown>[] {
    return this.heard.filter((entry) => entry.method === method).map(({ params }) => params);
  }

  until(condition: () => boolean, what: string): Promise<void> {
    return eventually(condition, `${what}; heard ${JSON.stringify(this.heard)}`);
  }

  #accept(socket: Socket): void {
    this.socket = socket;
    socket.on('error', () => {});
    const connection = createMessageConnection(
      new StreamMessageReader(socket),
      new StreamMessageWriter(socket),
    );
    this.connection = connection;
    connection.onRequest(ControlMethods.hello, (params: Record<string, unknown>) => {
      this.heard.push({ method: ControlMethods.hello, params });
      if (params['token'] === 'right') return true;
      setImmediate(() => socket.destroy());
      return false;
    });
    connection.onNotification((method, params) => {
      this.heard.push({ method, params: params as Record<string, unknown> });
    });
    connection.listen();
  }
}
