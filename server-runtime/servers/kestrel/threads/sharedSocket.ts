import net from 'node:net';
import { getSystemErrorName } from 'node:util';
import type { SendHandle } from 'node:child_process';
import type { ListenTarget } from '../../shared/bindAddress.ts';

/** A socket of libuv's, of which `node:net` has no public form. */
interface NativeHandle {
  getsockname?(out: { port?: number }): number;
  close(): void;
}

type CreateServerHandle = (
  address: string,
  port: number,
  addressType: 4 | 6 | -1,
) => NativeHandle | number;

/**
 * A socket that is bound here and listened on by other processes. It outlives them, and so do the connections that wait
 * to be accepted. A `net.Server` cannot be that: it would take its share of the connections.
 */
export class SharedSocket {
  readonly isTls: boolean;
  readonly isPipe: boolean;
  /** Of {@link ListenTarget}. */
  readonly endpoint: string | undefined;
  /** As bound; 0 for unix sockets and pipes. */
  readonly port: number;
  readonly #handle: NativeHandle;

  /** Throws what `listen` would: errors with a `code`. */
  constructor({ isTls, host = '', port = 0, path, endpoint }: ListenTarget) {
    this.isTls = isTls;
    this.endpoint = endpoint;
    this.isPipe = path !== undefined;
    this.#handle = createHandle(path ?? host, path === undefined ? port : -1);
    try {
      this.port = this.isPipe ? 0 : boundPort(this.#handle, `${host}:${port}`);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** As `ChildProcess.send` takes it. */
  get handle(): SendHandle {
    return this.#handle as unknown as SendHandle;
  }

  close(): void {
    this.#handle.close();
  }
}

/** Binds without listening, as `node:cluster` does for its workers: by the same function, which has no public name. */
function createHandle(address: string, port: number): NativeHandle {
  const create = (net as unknown as { _createServerHandle?: CreateServerHandle })
    ._createServerHandle;
  if (!create) throw new Error('This version of Node cannot share sockets between processes.');
  const addressType = port < 0 ? -1 : net.isIPv6(address) ? 6 : 4;
  const handle = create(address, port, addressType);
  if (typeof handle === 'number') {
    throw bindError(handle, port < 0 ? address : `${address}:${port}`);
  }
  return handle;
}

/** Where a port is taken, that shows here at the earliest. */
function boundPort(handle: NativeHandle, address: string): number {
  const name: { port?: number } = {};
  const result = handle.getsockname?.(name) ?? 0;
  if (result !== 0) throw bindError(result, address);
  return name.port ?? 0;
}

function bindError(errno: number, address: string): Error {
  const code = getSystemErrorName(errno);
  return Object.assign(new Error(`bind ${code} ${address}`), { code, errno, syscall: 'bind' });
}
