import type { Socket } from 'node:net';

/** Takes the bytes that a socket has read. Lent ones are gone when the function returns. */
export type TakeBytes = (bytes: Buffer, isLent: boolean) => void;

/** What is read at a time, in bytes: as much as libuv asks for. */
const bufferSize = 65536;
/** A read of this many bytes is part of something large, and so is the next one. */
const largeRead = bufferSize / 2;
/** The next reads then go into a slab of this size, one behind the other: fewer reads, and nothing is copied. */
const slabSize = 4 * bufferSize;

/** What `net.Socket` has for its own `onread` option, which a server cannot give to the sockets that it accepts. */
interface ReadInternals {
  buffer: symbol;
  callback: symbol;
  nextBuffer: symbol;
}

interface SocketWithInternals {
  _handle?: { useUserBuffer?: (buffer: Uint8Array) => void } | null;
  [internal: symbol]: unknown;
}

let shared: Buffer | undefined;
let internals: ReadInternals | null | undefined;

/**
 * Reads a plain TCP or pipe socket into one buffer that all connections of the process share, as `node:http` does for
 * its own: no memory is allocated, and no stream is passed, on the way from the system to the parser. Large bodies get
 * buffers of their own, so that they are not copied. False when this Node cannot do that; then listen to `data`.
 */
export function startSharedRead(socket: Socket, take: TakeBytes): boolean {
  const target = socket as unknown as SocketWithInternals;
  const handle = target._handle;
  internals ??= findInternals(target);
  if (!internals || typeof handle?.useUserBuffer !== 'function') return false;
  shared ??= Buffer.allocUnsafeSlow(bufferSize);
  const { buffer, callback, nextBuffer } = internals;
  let current = shared;
  target[buffer] = current;
  target[callback] = (size: number): boolean => {
    const isLarge = size >= largeRead;
    // A few bytes must not hold on to a slab.
    take(current.subarray(0, size), current === shared || !isLarge);
    if (!isLarge && current === shared) return true;
    const slab = current === shared ? undefined : current.subarray(size);
    target[nextBuffer] = (): Buffer => {
      current = isLarge ? roomIn(slab) : shared!;
      target[nextBuffer] = null;
      return current;
    };
    return true;
  };
  handle.useUserBuffer(shared);
  socket.resume();
  return true;
}

/** What is left of a slab, or a new one. */
function roomIn(slab: Buffer | undefined): Buffer {
  return slab && slab.length >= bufferSize ? slab : Buffer.allocUnsafeSlow(slabSize);
}

/** From here on, the bytes come out of the socket as out of any other stream. */
export function endSharedRead(socket: Socket): void {
  const target = socket as unknown as SocketWithInternals;
  if (!internals || !target[internals.buffer]) return;
  const { buffer, callback } = internals;
  target[callback] = (size: number): boolean =>
    socket.push(Buffer.from((target[buffer] as Buffer).subarray(0, size)));
}

function findInternals(socket: SocketWithInternals): ReadInternals | null {
  const symbols = Object.getOwnPropertySymbols(socket);
  const find = (name: string): symbol | undefined =>
    symbols.find((symbol) => symbol.description === name);
  const buffer = find('kBuffer');
  const callback = find('kBufferCb');
  const nextBuffer = find('kBufferGen');
  return buffer && callback && nextBuffer ? { buffer, callback, nextBuffer } : null;
}
