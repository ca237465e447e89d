import type { Socket } from 'node:net';

import {
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
  SocketMessageReader,
  SocketMessageWriter,
} from 'vscode-jsonrpc/node.js';

/** A JSON-RPC connection over a socket. */
export interface RpcConnection {
  readonly connection: MessageConnection;
  /**
   * Resolves when the peer is gone and everything that it said has been handled. The close event of the connection comes
   * earlier: messages wait in a queue, and the last ones, which say why a host ended, would be lost.
   */
  readonly drained: Promise<void>;
}

/** Makes a connection that does not listen yet. */
export function createRpcConnection(socket: Socket): RpcConnection {
  const reader = new CountingReader(socket);
  let handled = 0;
  let isClosed = false;
  let resolveDrained = (): void => {};
  const drained = new Promise<void>((resolve) => {
    resolveDrained = resolve;
  });
  const look = (): void => {
    if (isClosed && handled === reader.received) resolveDrained();
  };
  const connection = createMessageConnection(reader, new SocketMessageWriter(socket), undefined, {
    messageStrategy: {
      handleMessage(message, next) {
        try {
          next(message);
        } finally {
          handled += 1;
          look();
        }
      },
    },
  });
  connection.onClose(() => {
    isClosed = true;
    look();
  });
  return { connection, drained };
}

class CountingReader extends SocketMessageReader {
  received = 0;

  override listen(callback: DataCallback): Disposable {
    return super.listen((message: Message) => {
      this.received += 1;
      callback(message);
    });
  }
}
