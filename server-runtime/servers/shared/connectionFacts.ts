import type { Socket } from 'node:net';
import type {
  EndPoint,
  IConnectionEndPointFeature,
} from '../../http/features/connectionEndPointFeature.ts';
import type { IConnectionIdFeature } from '../../http/features/connectionIdFeature.ts';
import type { IConnectionItemsFeature } from '../../http/features/connectionItemsFeature.ts';
import type { IConnectionLifetimeFeature } from '../../http/features/connectionLifetimeFeature.ts';
import type { IConnectionLifetimeNotificationFeature } from '../../http/features/connectionLifetimeNotificationFeature.ts';
import type { IPersistentStateFeature } from '../../http/features/persistentStateFeature.ts';

/** What the facts need of their connection. */
export interface ConnectionHandle {
  readonly connectionId: string;
  requestClose(): void;
  abort(reason: string): void;
}

/** What a connection tells its requests of itself. Made when the first of them asks. */
export class ConnectionFacts
  implements
    IConnectionIdFeature,
    IConnectionItemsFeature,
    IConnectionLifetimeFeature,
    IConnectionLifetimeNotificationFeature,
    IConnectionEndPointFeature,
    IPersistentStateFeature
{
  readonly connectionId: string;
  readonly items = new Map<unknown, unknown>();
  readonly state = new Map<unknown, unknown>();
  readonly localEndPoint: EndPoint | undefined;
  readonly remoteEndPoint: EndPoint | undefined;
  readonly #connection: ConnectionHandle;
  readonly #closed = new AbortController();
  readonly #closeRequested = new AbortController();

  constructor(connection: ConnectionHandle, socket: Socket) {
    this.#connection = connection;
    this.connectionId = connection.connectionId;
    this.localEndPoint = endPoint(socket.localAddress, socket.localPort);
    this.remoteEndPoint = endPoint(socket.remoteAddress, socket.remotePort);
  }

  get connectionClosed(): AbortSignal {
    return this.#closed.signal;
  }

  get connectionClosedRequested(): AbortSignal {
    return this.#closeRequested.signal;
  }

  abort(): void {
    this.#connection.abort('The app aborted the connection.');
  }

  requestClose(): void {
    this.#connection.requestClose();
  }

  /** The connection has been asked to end. */
  onCloseRequested(): void {
    this.#closeRequested.abort();
  }

  /** The connection has ended. */
  onClosed(): void {
    this.#closed.abort();
  }
}

function endPoint(address: string | undefined, port: number | undefined): EndPoint | undefined {
  return address === undefined ? undefined : { address, port: port ?? 0 };
}
