import { encodePath } from '../../http/encodedUrl.ts';
import type { HttpRequest } from '../../http/httpRequest.ts';
import type { Middleware } from '../../http/requestDelegate.ts';
import type { Logger } from '../../logging/logger.ts';
import { LogLevel } from '../../logging/logLevel.ts';
import { nullLogger } from '../../logging/nullLogger.ts';

/** Settings of {@link httpsRedirection}. */
export interface HttpsRedirectionOptions {
  /** 307 unless set: for now, method kept. 308 is for good. */
  readonly redirectStatusCode?: 301 | 302 | 307 | 308;
  /** The port that serves https, or a function that finds it, asked once, with the first request. */
  readonly httpsPort?: number | (() => number | undefined);
}

/**
 * Sends requests over http to the same URL over https. Without a port to send them to, it warns once and lets them pass.
 * Throws a RangeError for a status code that does not redirect, and for a port that is none.
 */
export function httpsRedirection(
  options: HttpsRedirectionOptions = {},
  logger: Logger = nullLogger,
): Middleware {
  const { redirectStatusCode = 307, httpsPort } = options;
  if (![301, 302, 307, 308].includes(redirectStatusCode)) {
    throw new RangeError('The option redirectStatusCode must be 301, 302, 307 or 308.');
  }
  if (typeof httpsPort === 'number' && !(httpsPort > 0 && httpsPort < 65_536)) {
    throw new RangeError('The option httpsPort must be a port, from 1 to 65535.');
  }
  let port: number | null | undefined;
  const findPort = (): number | null => {
    const found = typeof httpsPort === 'function' ? httpsPort() : httpsPort;
    if (found === undefined) {
      logger.log(LogLevel.warning, 3, 'Failed to determine the https port for redirect.');
    }
    return found ?? null;
  };
  return ({ request, response }, next) => {
    if (request.isHttps) return next();
    if (port === undefined) port = findPort();
    if (port === null || request.host === '') return next();
    response.statusCode = redirectStatusCode;
    response.headers.set('Location', toHttps(request, port));
    return undefined;
  };
}

/**
 * The port of the https addresses that a server listens on; undefined when there is none, or, with a warning, when they
 * differ.
 */
export function httpsPortOf(
  addresses: readonly string[],
  logger: Logger = nullLogger,
): number | undefined {
  const ports = new Set<number>();
  for (const address of addresses) {
    const match = /^https:\/\/.*?(?::(\d+))?\/?$/i.exec(address);
    if (match) ports.add(Number(match[1] ?? 443));
  }
  if (ports.size > 1) {
    logger.log(
      LogLevel.warning,
      4,
      'Cannot determine the https port from IServerAddressesFeature, multiple values were found. Set the desired port explicitly on HttpsRedirectionOptions.HttpsPort.',
    );
    return undefined;
  }
  const [port] = ports;
  return port;
}

function toHttps({ host, pathBase, path, queryString }: HttpRequest, port: number): string {
  const name = host.replace(/:\d+$/, '');
  const authority = port === 443 ? name : `${name}:${port}`;
  return `https://${authority}${encodePath(pathBase + path)}${queryString}`;
}
