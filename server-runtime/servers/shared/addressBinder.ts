import { isIP } from 'node:net';
import { AddressInUseError } from './addressInUseError.ts';
import { BindingAddress } from './bindingAddress.ts';
import type { BindLog } from './bindLog.ts';

/** Where a server listens when nobody said where. */
export const defaultAddress = 'http://localhost:5000';

/** What to listen on: the options of `net.Server.listen`, and whether the bytes are TLS. */
export interface ListenTarget {
  isTls: boolean;
  host?: string;
  port?: number;
  /** Unix socket or named pipe, in place of host and port. */
  path?: string;
}

/** Opens one listening socket; resolves with the port that it got, 0 for sockets and pipes. */
export type Listen = (target: ListenTarget) => Promise<number>;

/** Where the addresses of a server come from. */
export interface AddressSources {
  /** IServerAddressesFeature's. */
  addresses: readonly string[];
  preferHostingUrls: boolean;
  /** Addresses that the options of the server itself name; none unless set. */
  endpoints?: readonly string[];
}

/** Addresses that were bound, as people read them: port 0 replaced, wildcards as the IP address that took them. */
export async function bindAddresses(
  sources: AddressSources,
  listen: Listen,
  log: BindLog,
): Promise<string[]> {
  const bound: string[] = [];
  for (const address of chooseAddresses(sources, log)) {
    bound.push(await bindAddress(address, listen, log));
  }
  return bound;
}

/** Which of the sources wins, with a line in the log when another one loses. */
function chooseAddresses(sources: AddressSources, log: BindLog): readonly string[] {
  const { addresses, endpoints = [], preferHostingUrls } = sources;
  if (addresses.length > 0 && endpoints.length > 0) {
    const list = addresses.join(', ');
    if (preferHostingUrls) {
      log.information(
        `Overriding endpoints defined via IConfiguration and/or UseKestrel() because PreferHostingUrls is set to true. Binding to address(es) '${list}' instead.`,
      );
      return addresses;
    }
    log.warning(
      `Overriding address(es) '${list}'. Binding to endpoints defined via IConfiguration and/or UseKestrel() instead.`,
    );
    return endpoints;
  }
  if (endpoints.length > 0) return endpoints;
  if (addresses.length > 0) return addresses;
  log.debug(`No listening endpoints were configured. Binding to ${defaultAddress} by default.`);
  return [defaultAddress];
}

/** Binds one address by the kind of its host. Resolves with its display name. */
async function bindAddress(text: string, listen: Listen, log: BindLog): Promise<string> {
  const address = BindingAddress.parse(text);
  const scheme = address.scheme.toLowerCase();
  if (scheme !== 'http' && scheme !== 'https') {
    throw new Error(
      `Unrecognized scheme in server address '${text}'. Only 'http://' and 'https://' are supported.`,
    );
  }
  if (address.pathBase !== '') {
    throw new Error('A path base can only be configured using IApplicationBuilder.UsePathBase().');
  }
  const isTls = scheme === 'https';
  const { port } = address;

  const path = address.unixSocketPath ?? pipePath(address.pipeName);
  if (path !== undefined) {
    const name = `${scheme}://${address.host}`;
    await listenOn({ isTls, path }, name, listen);
    return name;
  }

  const host = address.host.toLowerCase();
  const literal = /^\[.*\]$/.test(host) ? host.slice(1, -1) : host;
  if (isIP(literal) !== 0) {
    const shown = isIP(literal) === 6 ? `[${literal}]` : literal;
    const name = `${scheme}://${shown}`;
    const actual = await listenOn({ isTls, host: literal, port }, `${name}:${port}`, listen);
    return `${name}:${actual}`;
  }
  if (host === 'localhost' || host.endsWith('.localhost')) {
    return bindLocalhost(`${scheme}://${host}:${port}`, { isTls, port }, listen, log);
  }
  return bindAnyAddress(scheme, { isTls, port }, listen, log);
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
      if (error instanceof AddressInUseError) throw error;
      failures.push(error);
      log.information(
        `Unable to bind to ${name} on the ${family} loopback interface: '${messageOf(error)}'.`,
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
    if (error instanceof AddressInUseError || !isErrnoError(error)) throw error;
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
    if (isErrnoError(error) && error.code === 'EADDRINUSE') {
      throw new AddressInUseError(name, target.port ?? 0, error);
    }
    throw error;
  }
}

function pipePath(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `\\\\.\\pipe\\${name}`;
}

function isErrnoError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
