import type { Socket } from 'node:net';

/** Takes the bytes that a socket has read. They are only lent: gone when the function returns. */
export type LentBytes = (bytes: Buffer) => void;

/** What is read at a time, in bytes: as much as libuv asks for. */
const bufferSize = 65536;

/** What `net.Socket` has for its own `onread` option, which a server cannot give to the sockets that it accepts. */
interface ReadInternals {
  buffer: symbol;
  callback: symbol;
}

interface SocketWithInternals {
  _handle?: { useUserBuffer?: (buffer: Uint8Array) => void } | null;
  [internal: symbol]: unknown;
}

let shared: Buffer | undefined;
let internals: ReadInternals | null | undefined;

/**
 * Reads a plain TCP or pipe socket into one buffer that all connections of the process share, as `node:http` does for
 * its own: no memory is allocated, and no stream is passed, on the way from the system to the parser. False when this
 * Node cannot do that; then listen to `data`.
 */
export function startSharedRead(socket: Socket, onBytes: LentBytes): boolean {
  const target = socket as unknown as SocketWithInternals;
  const handle = target._handle;
  internals ??= findInternals(target);
  if (!internals || typeof handle?.useUserBuffer !== 'function') return false;
  shared ??= Buffer.allocUnsafeSlow(bufferSize);
  const buffer = shared;
  target[internals.buffer] = buffer;
  target[internals.callback] = (size: number): boolean => {
    onBytes(buffer.subarray(0, size));
    return true;
  };
  handle.useUserBuffer(buffer);
  socket.resume();
  return true;
}

/** From here on, the bytes come out of the socket as out of any other stream. */
export function endSharedRead(socket: Socket): void {
  const target = socket as unknown as SocketWithInternals;
  if (!internals || target[internals.buffer] !== shared || !shared) return;
  const buffer = shared;
  target[internals.callback] = (size: number): boolean =>
    socket.push(Buffer.from(buffer.subarray(0, size)));
}

function findInternals(socket: SocketWithInternals): ReadInternals | null {
  const symbols = Object.getOwnPropertySymbols(socket);
  const buffer = symbols.find((symbol) => symbol.description === 'kBuffer');
  const callback = symbols.find((symbol) => symbol.description === 'kBufferCb');
  return buffer && callback ? { buffer, callback } : null;
}
