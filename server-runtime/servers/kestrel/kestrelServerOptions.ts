import { isIP } from 'node:net';
import path from 'node:path';
import type { KestrelConfiguration } from './endpoints/kestrelConfiguration.ts';
import { ListenOptions } from './endpoints/listenOptions.ts';
import type { HttpsOptions } from './httpsOptions.ts';
import { KestrelServerLimits } from './kestrelServerLimits.ts';

/** Says how one endpoint is served. */
export type ConfigureEndpoint = (endpoint: ListenOptions) => void;

/** Options of {@link KestrelServer}, with the defaults of ASP.NET Core. */
export class KestrelServerOptions {
  /** Sends `Server: Kestrel` unless the app sends its own. */
  addServerHeader = true;
  /** Sends small packets at once. */
  noDelay = true;
  /**
   * Overwrites Host when the target names another authority, `GET http://a/` with `Host: b`, instead of answering 400
   * (RFC 9112 §3.2.2).
   */
  allowHostHeaderOverride = false;
  /** HTTP/2: takes a `:scheme` that is not that of the connection, as from a proxy that ends TLS, instead of answering 400. */
  allowAlternateSchemes = false;
  /** HTTP/2: compresses the headers of responses by what went before them (RFC 7541 §7.1 has the risks). */
  allowResponseHeaderCompression = true;
  /** What clients may ask for, and how long they may take. */
  readonly limits = new KestrelServerLimits();
  /** How https addresses are served: with the development certificate unless this names another one. */
  https: HttpsOptions = {};
  /** Where relative paths of the configuration start: the current folder, or in a host its content root. */
  contentRootPath = process.cwd();
  #threadCount = 1;
  #configuration: KestrelConfiguration | undefined;
  #configureDefaults: ConfigureEndpoint | undefined;
  readonly #endpoints: ListenOptions[] = [];

  /** Processes that share the listening sockets. Above 1, the program is started that often (docs/kestrel.md). */
  get threadCount(): number {
    return this.#threadCount;
  }
  set threadCount(value: number) {
    if (!Number.isInteger(value) || value < 1)
      throw new RangeError('ThreadCount must be positive.');
    this.#threadCount = value;
  }

  /** The section that {@link configure} was given. */
  get configuration(): KestrelConfiguration | undefined {
    return this.#configuration;
  }

  /** What the `listen…` methods have named, in that order. */
  get endpoints(): readonly ListenOptions[] {
    return this.#endpoints;
  }

  /**
   * Takes endpoints and certificates from the section `Kestrel` of a configuration, at the start and again whenever the
   * configuration is reloaded (docs/kestrel.md). Without this call the host's settings are asked, once.
   */
  configure(section: KestrelConfiguration): this {
    this.#configuration = section;
    return this;
  }

  /** Says how all endpoints are served, but for what each of them says itself. Call it before the `listen…` methods. */
  configureEndpointDefaults(configure: ConfigureEndpoint): this {
    this.#configureDefaults = configure;
    return this;
  }

  /** Listens on an IP address; port 0 asks the OS for one. Throws for what is no IP address, or no port. */
  listen(address: string, port: number, configure?: ConfigureEndpoint): this {
    const family = isIP(address);
    if (family === 0) {
      throw new TypeError(
        `'${address}' is not an IP address. There are listenLocalhost and listenAnyIP too.`,
      );
    }
    return this.#add(`${family === 6 ? `[${address}]` : address}:${checkPort(port)}`, configure);
  }

  /** Listens on both loopback interfaces. Port 0 is refused at the start. */
  listenLocalhost(port: number, configure?: ConfigureEndpoint): this {
    return this.#add(`localhost:${checkPort(port)}`, configure);
  }

  /** Listens on all interfaces, IPv6 and IPv4. */
  listenAnyIP(port: number, configure?: ConfigureEndpoint): this {
    return this.#add(`*:${checkPort(port)}`, configure);
  }

  /** Listens on a unix socket. Throws for a relative path. */
  listenUnixSocket(socketPath: string, configure?: ConfigureEndpoint): this {
    if (!path.isAbsolute(socketPath)) throw new TypeError('Unix socket path must be absolute.');
    return this.#add(`unix:${path.sep === '\\' ? '/' : ''}${socketPath}`, configure);
  }

  /** Listens on a named pipe of Windows; the name goes without `\\.\pipe\`. */
  listenNamedPipe(name: string, configure?: ConfigureEndpoint): this {
    if (name === '' || name.includes('\\')) {
      throw new TypeError('The name of a pipe must not be empty, nor have backslashes.');
    }
    return this.#add(`pipe:/${name}`, configure);
  }

  /** @internal An endpoint as {@link configureEndpointDefaults} leaves it. */
  createEndpoint(location: string): ListenOptions {
    const endpoint = new ListenOptions(location);
    this.#configureDefaults?.(endpoint);
    return endpoint;
  }

  #add(location: string, configure: ConfigureEndpoint | undefined): this {
    const endpoint = this.createEndpoint(location);
    configure?.(endpoint);
    this.#endpoints.push(endpoint);
    return this;
  }
}

function checkPort(port: number): number {
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new RangeError('A port must be a whole number from 0 to 65535.');
  }
  return port;
}
