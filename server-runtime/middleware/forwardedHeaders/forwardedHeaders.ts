import type { HttpContext } from '../../http/httpContext.ts';
import type { Middleware } from '../../http/requestDelegate.ts';
import type { Logger } from '../../logging/logger.ts';
import { LogLevel } from '../../logging/logLevel.ts';
import { nullLogger } from '../../logging/nullLogger.ts';
import { formatEndpoint, parseEndpoint, type Endpoint } from './endpoint.ts';
import type { ForwardedHeadersOptions, ForwardedPart } from './forwardedHeadersOptions.ts';
import { isHost, isPrefix, isScheme, matchesHost, splitEntries } from './forwardedValues.ts';
import { KnownProxies } from './knownProxies.ts';

const parts: readonly ForwardedPart[] = ['for', 'proto', 'host', 'prefix'];

const defaultNames: Record<ForwardedPart, string> = {
  for: 'X-Forwarded-For',
  proto: 'X-Forwarded-Proto',
  host: 'X-Forwarded-Host',
  prefix: 'X-Forwarded-Prefix',
};

const defaultOriginalNames: Record<ForwardedPart, string> = {
  for: 'X-Original-For',
  proto: 'X-Original-Proto',
  host: 'X-Original-Host',
  prefix: 'X-Original-Prefix',
};

/** Entries of the headers that apply, as sent: the nearest proxy's last. */
type Entries = Map<ForwardedPart, string[]>;

/** What the entries come to. */
interface Outcome {
  remote?: Endpoint;
  proto?: string;
  host?: string;
  prefix?: string;
  /** Entries used up, of each header. */
  consumed: number;
}

/**
 * Puts the client that a proxy speaks for in the proxy's place: address, scheme, host and path base. Entries are taken
 * from the nearest proxy on, as long as the one who wrote them is known. What applied is taken out of the headers, and
 * what was there before is kept in `X-Original-…`. Throws a TypeError for settings that are not addresses.
 */
export function forwardedHeaders(
  options: ForwardedHeadersOptions,
  logger: Logger = nullLogger,
): Middleware {
  const forwarding = new Forwarding(options, logger);
  return (context, next) => {
    forwarding.apply(context);
    return next();
  };
}

class Forwarding {
  readonly #parts: readonly ForwardedPart[];
  readonly #names: Record<ForwardedPart, string>;
  readonly #originalNames: Record<ForwardedPart, string>;
  readonly #limit: number;
  readonly #isSymmetryRequired: boolean;
  readonly #known: KnownProxies;
  readonly #allowedHosts: readonly string[];
  readonly #logger: Logger;

  constructor(options: ForwardedHeadersOptions, logger: Logger) {
    const { forwardedHeaders: wanted = [], forwardLimit = 1 } = options;
    if (forwardLimit !== null && !(Number.isInteger(forwardLimit) && forwardLimit > 0)) {
      throw new TypeError('The forward limit must be a positive whole number, or null.');
    }
    const unknown = Array.isArray(wanted) ? wanted.find((part) => !parts.includes(part)) : wanted;
    if (unknown !== undefined) {
      throw new TypeError(
        `The option forwardedHeaders is a list of 'for', 'proto', 'host' and 'prefix', not '${String(unknown)}'.`,
      );
    }
    this.#parts = parts.filter((part) => wanted.includes(part));
    this.#names = { ...defaultNames, ...options.headerNames };
    this.#originalNames = { ...defaultOriginalNames, ...options.originalHeaderNames };
    this.#limit = forwardLimit ?? Infinity;
    this.#isSymmetryRequired = options.requireHeaderSymmetry ?? false;
    this.#known = new KnownProxies(
      options.knownProxies ?? ['::1'],
      options.knownNetworks ?? ['127.0.0.0/8'],
    );
    this.#allowedHosts = options.allowedHosts?.length ? options.allowedHosts : ['*'];
    this.#logger = logger;
  }

  apply(context: HttpContext): void {
    const { headers } = context.request;
    if (!this.#parts.some((part) => headers.has(this.#names[part]))) return;
    const entries: Entries = new Map();
    for (const part of this.#parts) {
      entries.set(part, splitEntries(headers.getAll(this.#names[part])));
    }
    if (this.#isSymmetryRequired && !this.#isSymmetric(entries)) return;
    const outcome = this.#resolve(context, entries);
    if (outcome) this.#write(context, entries, outcome);
  }

  #isSymmetric(entries: Entries): boolean {
    const counts = new Set([...entries.values()].map(({ length }) => length));
    if (counts.size === 1) return true;
    const names = this.#parts.map((part) => this.#names[part]).join(', ');
    this.#logger.log(LogLevel.warning, 1, 'Parameter count mismatch between {Headers}.', {
      Headers: names,
    });
    return false;
  }

  /** Undefined when nothing applies. */
  #resolve(context: HttpContext, entries: Entries): Outcome | undefined {
    const outcome: Outcome = { consumed: 0 };
    const { remoteIpAddress, remotePort } = context.connection;
    let remote = remoteIpAddress && { address: remoteIpAddress, port: remotePort };
    const longest = Math.max(...[...entries.values()].map(({ length }) => length));
    const count = Math.min(this.#limit, longest);
    for (; outcome.consumed < count; outcome.consumed++) {
      // Whoever sent this hop must be known. Unix sockets have no address: who can reach one is trusted.
      if (remote && !this.#known.has(remote.address)) {
        this.#logger.log(LogLevel.debug, 1, 'Unknown proxy: {RemoteIpAndPort}', {
          RemoteIpAndPort: formatEndpoint(remote),
        });
        break;
      }
      const entry = (part: ForwardedPart): string | undefined =>
        entries.get(part)?.at(-1 - outcome.consumed);
      const ip = entry('for');
      if (ip !== undefined) {
        const parsed = parseEndpoint(ip);
        if (!parsed) {
          this.#logger.log(LogLevel.debug, 1, 'Unparsable IP: {IpAndPortText}', {
            IpAndPortText: ip,
          });
          break;
        }
        remote = parsed;
        outcome.remote = parsed;
      }
      if (!this.#takeNames(outcome, entry)) return undefined;
    }
    return outcome.consumed === 0 ? undefined : outcome;
  }

  /** False when symmetry is required and an entry cannot be used. */
  #takeNames(outcome: Outcome, entry: (part: ForwardedPart) => string | undefined): boolean {
    const proto = entry('proto');
    const host = entry('host');
    const prefix = entry('prefix');
    const isHostAllowed =
      host !== undefined && isHost(host) && matchesHost(host, this.#allowedHosts);
    if (proto !== undefined && isScheme(proto)) outcome.proto = proto;
    else if (this.#isRefused(proto, 'proto')) return false;
    if (isHostAllowed) outcome.host = host;
    else if (this.#isRefused(host, 'host')) return false;
    if (prefix !== undefined && isPrefix(prefix)) outcome.prefix = prefix.replace(/\/+$/, '');
    else if (this.#isRefused(prefix, 'prefix')) return false;
    return true;
  }

  #isRefused(value: string | undefined, part: ForwardedPart): boolean {
    if (!this.#isSymmetryRequired || value === undefined) return false;
    this.#logger.log(LogLevel.warning, 3, 'The value of {Header} cannot be used.', {
      Header: this.#names[part],
    });
    return true;
  }

  #write(context: HttpContext, entries: Entries, outcome: Outcome): void {
    const { request, connection } = context;
    const { remote, proto, host, prefix, consumed } = outcome;
    if (remote) {
      const address = connection.remoteIpAddress;
      const before = address && formatEndpoint({ address, port: connection.remotePort });
      this.#keep(context, 'for', before, entries, consumed);
      connection.remoteIpAddress = remote.address;
      connection.remotePort = remote.port;
    }
    if (proto !== undefined) {
      this.#keep(context, 'proto', request.scheme, entries, consumed);
      request.scheme = proto.toLowerCase();
    }
    if (host !== undefined) {
      this.#keep(context, 'host', request.host, entries, consumed);
      request.host = host;
    }
    if (prefix !== undefined) {
      this.#keep(context, 'prefix', request.pathBase, entries, consumed);
      request.pathBase = prefix;
    }
  }

  /** Takes the used entries out of a header and keeps what it replaces. */
  #keep(
    { request: { headers } }: HttpContext,
    part: ForwardedPart,
    before: string | undefined,
    entries: Entries,
    consumed: number,
  ): void {
    if (headers.isReadOnly) return;
    if (before !== undefined) headers.set(this.#originalNames[part], before);
    const rest = (entries.get(part) ?? []).slice(0, -consumed);
    if (rest.length > 0) headers.set(this.#names[part], rest.join(', '));
    else headers.delete(this.#names[part]);
  }
}
