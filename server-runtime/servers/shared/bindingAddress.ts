/** An address that cannot be listened on, because of how it is written. */
export class InvalidAddressError extends Error {
  override readonly name = 'InvalidAddressError';
  readonly code = 'ERR_INVALID_ADDRESS';
}

const unixPrefix = 'unix:/';
const pipePrefix = 'pipe:/';
const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** One configured address, `scheme://host:port/base`, taken apart as ASP.NET Core's BindingAddress does. */
export class BindingAddress {
  readonly scheme: string;
  /** As written: an IP literal, a name, `*`, `+`; `unix:/path` and `pipe:/name` for sockets and pipes. */
  readonly host: string;
  /** 0 asks the OS for one. 0 for sockets and pipes. */
  readonly port: number;
  /** What follows the host, without a trailing slash. */
  readonly pathBase: string;

  constructor(scheme: string, host: string, port: number, pathBase: string) {
    this.scheme = scheme;
    this.host = host;
    this.port = port;
    this.pathBase = pathBase;
  }

  /** Path of the unix socket, or undefined. */
  get unixSocketPath(): string | undefined {
    return this.host.startsWith(unixPrefix) ? this.host.slice(unixPrefix.length - 1) : undefined;
  }

  /** Name of the pipe, without its `\\.\pipe\`, or undefined. */
  get pipeName(): string | undefined {
    return this.host.startsWith(pipePrefix) ? this.host.slice(pipePrefix.length) : undefined;
  }

  /** Throws an {@link InvalidAddressError} that names the text. */
  static parse(text: string, platform: string = process.platform): BindingAddress {
    const schemeEnd = text.indexOf('://');
    if (schemeEnd < 0) throw new InvalidAddressError(`Invalid url: '${text}'`);
    const scheme = text.slice(0, schemeEnd);
    const hostStart = schemeEnd + 3;

    if (text.startsWith(unixPrefix, hostStart)) {
      return parseSocket(text, scheme, hostStart, platform);
    }
    if (text.startsWith(pipePrefix, hostStart)) return parsePipe(text, scheme, hostStart);

    const slash = text.indexOf('/', hostStart);
    const hostEnd = slash < 0 ? text.length : slash;
    let host = text.slice(hostStart, hostEnd);
    let port = defaultPorts[scheme.toLowerCase()] ?? 0;
    const colon = host.lastIndexOf(':');
    if (colon >= 0) {
      const portText = host.slice(colon + 1);
      // What is no number belongs to the host; a number that cannot be a port is a mistake.
      if (/^[+-]?\d+$/.test(portText)) {
        port = Number(portText);
        if (port < 0 || port > 65535) throw new InvalidAddressError(`Invalid url: '${text}'`);
        host = host.slice(0, colon);
      }
    }
    if (host === '') throw new InvalidAddressError(`Invalid url: '${text}'`);
    return new BindingAddress(scheme, host, port, withoutTrailingSlash(text.slice(hostEnd)));
  }

  /** Scheme and host in lower case, with the port. */
  toString(): string {
    const scheme = this.scheme.toLowerCase();
    if (this.unixSocketPath !== undefined || this.pipeName !== undefined) {
      return `${scheme}://${this.host}`;
    }
    return `${scheme}://${this.host.toLowerCase()}:${this.port}${this.pathBase}`;
  }
}

function parseSocket(
  text: string,
  scheme: string,
  hostStart: number,
  platform: string,
): BindingAddress {
  // On Windows the first colon may be the drive's: `unix:/c:/run/app.sock`.
  const driveLength = platform === 'win32' ? 3 : 0;
  const end = endOfName(text, hostStart + unixPrefix.length + driveLength);
  const host = text.slice(hostStart, end);
  const path = host.slice(unixPrefix.length - 1);
  const isAbsolute = platform === 'win32' ? /^\/[a-z]:[\\/]/i.test(path) : path.length > 1;
  if (!isAbsolute) {
    throw new InvalidAddressError(`Invalid url, unix socket path must be absolute: '${text}'`);
  }
  return new BindingAddress(scheme, host, 0, withoutTrailingSlash(text.slice(end + 1)));
}

function parsePipe(text: string, scheme: string, hostStart: number): BindingAddress {
  const end = endOfName(text, hostStart + pipePrefix.length);
  const host = text.slice(hostStart, end);
  if (host === pipePrefix || host.includes('\\')) {
    throw new InvalidAddressError(`Invalid url: '${text}'`);
  }
  return new BindingAddress(scheme, host, 0, withoutTrailingSlash(text.slice(end + 1)));
}

function endOfName(text: string, start: number): number {
  const colon = text.indexOf(':', start);
  return colon < 0 ? text.length : colon;
}

function withoutTrailingSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
