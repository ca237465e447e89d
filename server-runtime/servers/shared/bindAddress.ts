import { isIP } from 'node:net';
import { AddressInUseError } from './addressInUseError.ts';
import { BindingAddress, InvalidAddressError } from './bindingAddress.ts';
import type { BindLog } from './bindLog.ts';
import type { AddressToBind } from './chooseAddresses.ts';
import { removeDeadSocket } from './removeDeadSocket.ts';

/** What to listen on: the options of `net.Server.listen`, and whether the bytes are TLS. */
export interface ListenTarget {
  /** True: for https. */
  isTls: boolean;
  /** An IP address. */
  host?: string;
  /** 0 asks the system for a free one. */
  port?: number;
  /** Unix socket or named pipe, in place of host and port. */
  path?: string;
  /** Of {@link AddressToBind}. */
  endpoint?: string;
}

/** Opens one listening socket; resolves with the port that it got, 0 for sockets and pipes. */
export type Listen = (target: ListenTarget) => Promise<number>;

/**
 * Binds one address by the kind of its host. Resolves with it as people read it: port 0 replaced, a wildcard as the IP
 * address that took it. What was opened before a rejection is for the caller to close.
 */
export async function bindAddress(
  { address: text, endpoint }: AddressToBind,
  listen: Listen,
  log: BindLog,
): Promise<string> {
  const address = BindingAddress.parse(text);
  const scheme = address.scheme.toLowerCase();
  if (scheme !== 'http' && scheme !== 'https') {
    throw new InvalidAddressError(
      `Unrecognized scheme in server address '${text}'. Only 'http://' and 'https://' are supported.`,
    );
  }
  if (address.pathBase !== '') {
    throw new InvalidAddressError(
      'A path base can only be configured using IApplicationBuilder.UsePathBase().',
    );
  }
  const { port } = address;
  const common = { isTls: scheme === 'https', ...(endpoint !== undefined && { endpoint }) };

  const path = address.unixSocketPath ?? pipePath(address.pipeName);
  if (path !== undefined) {
    const name = `${scheme}://${address.host}`;
    try {
      await listenOn({ ...common, path }, name, listen);
    } catch (error) {
      if (!(error instanceof AddressInUseError) || !(await removeDeadSocket(path))) throw error;
      await listenOn({ ...common, path }, name, listen);
    }
    return name;
  }

  const host = address.host.toLowerCase();
  const literal = /^\[.*\]$/.test(host) ? host.slice(1, -1) : host;
  if (isIP(literal) !== 0) {
    const shown = isIP(literal) === 6 ? `[${literal}]` : literal;
    const name = `${scheme}://${shown}`;
    const actual = await listenOn({ ...common, host: literal, port }, `${name}:${port}`, listen);
    return `${name}:${actual}`;
  }
  if (host === 'localhost' || host.endsWith('.localhost')) {
    return bindLocalhost(`${scheme}://${host}:${port}`, { ...common, port }, listen, log);
  }
  return bindAnyAddress(scheme, { ...common, port }, listen, log);
}

/** Both loopback interfaces; one of them is enough. */
async function bindLocalhost(
  name: string,
  target: ListenTarget,
  listen: Listen,
  log: BindLog,
): Promise<string> {
  if (target.port === 0) {
    throw new Error(
      'Dynamic port binding is not supported when binding to localhost. You must either bind to 127.0.0.1:0 or [::1]:0, or both.',
    );
  }
  const failures: unknown[] = [];
  for (const [host, family] of [
    ['127.0.0.1', 'IPv4'],
    ['::1', 'IPv6'],
  ] as const) {
    try {
      await listenOn({ ...target, host }, name, listen);
    } catch (error) {
      if (!isListenError(error)) throw error;
      failures.push(error);
      log.information(
        `Unable to bind to ${name} on the ${family} loopback interface: '${error.message}'.`,
      );
    }
  }
  if (failures.length === 2) {
    throw new Error(`Failed to bind to address ${name}.`, {
      cause: new AggregateError(failures),
    });
  }
  return name;
}

/** Every interface, IPv6 and IPv4 through one socket; where there is no IPv6, IPv4 alone. */
async function bindAnyAddress(
  scheme: string,
  target: ListenTarget,
  listen: Listen,
  log: BindLog,
): Promise<string> {
  const v6 = `${scheme}://[::]`;
  const v4 = `${scheme}://0.0.0.0`;
  try {
    const port = await listenOn({ ...target, host: '::' }, `${v6}:${target.port}`, listen);
    return `${v6}:${port}`;
  } catch (error) {
    if (!isListenError(error)) throw error;
    log.debug(
      `Failed to bind to ${v6}:${target.port} (IPv6Any). Attempting to bind to ${v4}:${target.port} instead.`,
    );
    const port = await listenOn({ ...target, host: '0.0.0.0' }, `${v4}:${target.port}`, listen);
    return `${v4}:${port}`;
  }
}

async function listenOn(target: ListenTarget, name: string, listen: Listen): Promise<number> {
  try {
    return await listen(target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new AddressInUseError(name, target.port ?? 0, error);
    }
    throw error;
  }
}

function pipePath(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `\\\\.\\pipe\\${name}`;
}

/** The system refuses to listen, for another reason than that somebody else does: not a missing certificate, say. */
function isListenError(error: unknown): error is NodeJS.ErrnoException {
  if (!(error instanceof Error) || error instanceof AddressInUseError) return false;
  const { syscall } = error as NodeJS.ErrnoException;
  return syscall === 'listen' || syscall === 'bind';
}
