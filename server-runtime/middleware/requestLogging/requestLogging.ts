import type { HttpContext } from '../../http/httpContext.ts';
import type { IHeaderDictionary } from '../../http/headers.ts';
import type { Middleware } from '../../http/requestDelegate.ts';
import type { Logger, LogState } from '../../logging/logger.ts';
import { LogLevel } from '../../logging/logLevel.ts';
import { systemClock, type Clock } from '../../primitives/clock.ts';
import { defaultRequestHeaders, defaultResponseHeaders } from './loggedHeaders.ts';

/** Settings of {@link requestLogging}. */
export interface RequestLoggingOptions {
  /** Level of the entries: Information unless set. */
  readonly level?: LogLevel;
  /** False leaves all headers out. True unless set. */
  readonly includeHeaders?: boolean;
  /** True adds the query string, which may hold secrets. False unless set. */
  readonly includeQuery?: boolean;
  /** Request headers whose values are shown, besides the harmless ones; others are `[Redacted]`. */
  readonly requestHeaders?: readonly string[];
  /** The same for response headers. */
  readonly responseHeaders?: readonly string[];
  /** Measures how long requests take. */
  readonly clock?: Clock;
}

/**
 * Writes an entry for each request when its response is done: what was asked, what was answered, how long it took. Values
 * of headers that are not known to be harmless, as Cookie and Authorization, are not shown.
 */
export function requestLogging(logger: Logger, options: RequestLoggingOptions = {}): Middleware {
  const { level = LogLevel.information, clock = systemClock } = options;
  const shown = {
    request: toSet(defaultRequestHeaders, options.requestHeaders),
    response: toSet(defaultResponseHeaders, options.responseHeaders),
  };
  return (context, next) => {
    if (!logger.isEnabled(level)) return next();
    const start = clock.now();
    const request = describeRequest(context, options, shown.request);
    context.response.onCompleted(() => {
      const state = {
        ...request,
        ...describeResponse(context, options, shown.response),
        Duration: (clock.now() - start).toFixed(4),
      };
      logger.log(level, 9, toTemplate(state), state);
    });
    return next();
  };
}

function describeRequest(
  { request }: HttpContext,
  { includeHeaders = true, includeQuery = false }: RequestLoggingOptions,
  shown: ReadonlySet<string>,
): LogState {
  const { protocol, method, scheme, pathBase, path, queryString } = request;
  return {
    Protocol: protocol,
    Method: method,
    Scheme: scheme,
    PathBase: pathBase,
    Path: path,
    ...(includeQuery && { QueryString: queryString }),
    ...(includeHeaders && describeHeaders(request.headers, shown, '')),
  };
}

function describeResponse(
  { response }: HttpContext,
  { includeHeaders = true }: RequestLoggingOptions,
  shown: ReadonlySet<string>,
): LogState {
  return {
    StatusCode: response.statusCode,
    // Both sides may have a header of one name.
    ...(includeHeaders && describeHeaders(response.headers, shown, 'Response ')),
  };
}

function describeHeaders(
  headers: IHeaderDictionary,
  shown: ReadonlySet<string>,
  prefix: string,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name] of headers) {
    values[prefix + name] = shown.has(name.toLowerCase())
      ? (headers.get(name) ?? '')
      : '[Redacted]';
  }
  return values;
}

/** One line per value. */
function toTemplate(state: LogState): string {
  const lines = Object.keys(state).map((name) => `${name}: {${name}}`);
  return `Request and Response:\n${lines.join('\n')}`;
}

function toSet(names: readonly string[], more: readonly string[] = []): Set<string> {
  return new Set([...names, ...more].map((name) => name.toLowerCase()));
}
