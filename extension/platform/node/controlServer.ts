import { randomBytes, timingSafeEqual } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';

import type { MessageConnection } from 'vscode-jsonrpc/node.js';

import {
  ControlMethods,
  controlProtocolVersion,
  type HelloParams,
} from '../../../server-runtime/contracts/controlMessages.ts';
import { EnvironmentVariables } from '../../../server-runtime/contracts/environmentVariables.ts';
import { localizableText } from '../../../server-runtime/contracts/localizableText.ts';
import type { Disposable } from '../../core/base/disposable.ts';
import type { Log } from '../../core/base/log.ts';
import { UserError } from '../../core/base/userError.ts';
import { controlEvent, type SayText } from '../../core/servers/controlEvents.ts';
import type { ServerEvent } from '../../core/servers/serverSnapshot.ts';
import { controlParent, makeControlFolder, removeDeadControlFolders } from './controlFolder.ts';
import { createRpcConnection } from './rpcConnection.ts';

/** A host that has presented its token. */
export interface HostConnection {
  readonly pid: number;
  /** Asks for a graceful stop; resolves when it has begun. */
  stop(): Promise<void>;
  /** See `ControlMethods.restart`. */
  restart(): Promise<boolean>;
}

/** What the launcher of a host wants to hear. */
export interface HostListener {
  connected(connection: HostConnection): void;
  event(event: ServerEvent): void;
  disconnected(): void;
}

/** The right of one launch to connect; disposing of it ends the connection. */
export interface LaunchTicket extends Disposable {
  /** Goes into the environment of the host, and of nothing else. */
  readonly env: Readonly<Record<string, string>>;
}

interface Ticket {
  readonly token: Buffer;
  readonly listener: HostListener;
  connection?: MessageConnection | undefined;
}

/** What hosts connect to. */
interface Listening {
  readonly path: string;
  readonly server: Server;
  /** Where the socket is, but on Windows. */
  readonly folder?: string;
}

/** Milliseconds in which a connection has to say hello. */
const helloLimit = 5000;

/**
 * The editor's end of the control channel: a unix socket in a folder that only this user can enter, a named pipe with
 * an unguessable name on Windows. When it closes, hosts stop: so none outlives the editor.
 */
export class ControlServer implements Disposable {
  readonly #log: Log;
  readonly #sayText: SayText;
  readonly #tickets = new Set<Ticket>();
  readonly #sockets = new Set<Socket>();
  #listening: Promise<Listening> | undefined;
  /** Looks after what killed extension hosts have left. */
  #cleaning: Promise<void> | undefined;
  #isDisposed = false;

  constructor(log: Log, sayText: SayText) {
    this.#log = log;
    this.#sayText = sayText;
  }

  /** Makes a ticket for one launch; starts listening with the first, and again after that failed. Throws a UserError then. */
  async issue(listener: HostListener): Promise<LaunchTicket> {
    if (this.#isDisposed) throw new Error('The control server is closed');
    this.#listening ??= this.#listen();
    const { path } = await this.#listening.catch((error: unknown) => {
      this.#listening = undefined;
      throw cannotListen(error);
    });
    const secret = randomBytes(32).toString('base64url');
    const ticket: Ticket = { token: Buffer.from(secret), listener };
    this.#tickets.add(ticket);
    return {
      env: {
        [EnvironmentVariables.control]: path,
        [EnvironmentVariables.controlToken]: secret,
      },
      dispose: () => {
        this.#tickets.delete(ticket);
        ticket.connection?.end();
      },
    };
  }

  /** Closes all connections and removes the socket; resolves when that is done. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#tickets.clear();
    for (const socket of this.#sockets) socket.destroy();
    const listening = await this.#listening?.catch(() => undefined);
    if (!listening) return;
    await this.#cleaning;
    listening.server.close();
    if (listening.folder) await rm(listening.folder, { recursive: true, force: true });
  }

  async #listen(): Promise<Listening> {
    const server = createServer((socket) => this.#accept(socket));
    const parent = controlParent();
    const made = process.platform === 'win32' ? undefined : await makeControlFolder(parent);
    if (made) this.#cleaning = removeDeadControlFolders(parent);
    const path = made?.socket ?? `\\\\.\\pipe\\server-profiles-${randomBytes(16).toString('hex')}`;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
    server.on('error', (error) => this.#log.error(error));
    return { path, server, ...(made && { folder: made.folder }) };
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    socket.on('error', (error) => this.#log.trace(`control channel: ${error.message}`));
    const limit = setTimeout(() => socket.destroy(), helloLimit);
    socket.once('close', () => clearTimeout(limit));

    const { connection, drained } = createRpcConnection(socket);
    let ticket: Ticket | undefined;
    connection.onRequest(ControlMethods.hello, (hello: HelloParams) => {
      ticket = this.#redeem(hello);
      if (!ticket) {
        this.#log.warn('control channel: refused a connection without a valid token');
        socket.destroy();
        return false;
      }
      clearTimeout(limit);
      ticket.connection = connection;
      ticket.listener.connected({
        pid: hello.pid,
        stop: async () => connection.sendRequest<void>(ControlMethods.stop),
        restart: async () => connection.sendRequest<boolean>(ControlMethods.restart),
      });
      return true;
    });
    connection.onNotification((method, params) => {
      const event = controlEvent(method, params, this.#sayText);
      if (!ticket) socket.destroy();
      else if (event) ticket.listener.event(event);
      else this.#log.warn(`control channel: did not understand '${method}'`);
    });
    connection.onError(([error]) => this.#log.warn(`control channel: ${error.message}`));
    void drained.then(() => {
      connection.dispose();
      socket.destroy();
      if (ticket?.connection !== connection) return;
      ticket.connection = undefined;
      ticket.listener.disconnected();
    });
    connection.listen();
  }

  /** The ticket of the token, unless a host is connected with it: a debugger's restart presents it a second time. */
  #redeem({ token, protocol }: HelloParams): Ticket | undefined {
    if (protocol !== controlProtocolVersion || typeof token !== 'string') return undefined;
    const presented = Buffer.from(token);
    for (const ticket of this.#tickets) {
      if (presented.length !== ticket.token.length) continue;
      if (timingSafeEqual(presented, ticket.token)) return ticket.connection ? undefined : ticket;
    }
    return undefined;
  }
}

function cannotListen(error: unknown): UserError {
  const { message } = error as Error;
  const text = localizableText(
    'Launched profiles report on a channel in the folder for temporary files, which cannot be opened: {0}. Have TMPDIR name a folder that can be written to before VS Code starts.',
    message,
  );
  return new UserError(text, { code: 'no-control-channel' });
}
