import type { HttpContext } from '../http/httpContext.ts';
import { LogLevel } from '../logging/logLevel.ts';
import type { Logger } from '../logging/logger.ts';
import { HostingEvents } from './hostingEvents.ts';

/** `Request starting HTTP/1.1 GET http://host/path - -`: protocol, method, URL, content type, content length. */
export function logRequestStarting(logger: Logger, { request }: HttpContext): void {
  logger.log(
    LogLevel.information,
    HostingEvents.requestStarting,
    'Request starting {Protocol} {Method} {Url} {ContentType} {ContentLength}',
    {
      Protocol: request.protocol,
      Method: request.method,
      Url: request.getEncodedUrl(),
      ContentType: field(request.contentType),
      ContentLength: request.contentLength ?? '-',
    },
  );
}

/** `Request finished HTTP/1.1 GET http://host/path - 200 12 text/plain 1.2345ms`. */
export function logRequestFinished(logger: Logger, context: HttpContext, elapsed: number): void {
  const { request, response } = context;
  logger.log(
    LogLevel.information,
    HostingEvents.requestFinished,
    'Request finished {Protocol} {Method} {Url} - {StatusCode} {ContentLength} {ContentType} {ElapsedMilliseconds}ms',
    {
      Protocol: request.protocol,
      Method: request.method,
      Url: request.getEncodedUrl(),
      StatusCode: response.statusCode,
      ContentLength: response.contentLength ?? '-',
      ContentType: field(response.contentType),
      ElapsedMilliseconds: elapsed.toFixed(4),
    },
  );
}

/** Keeps the line one field per word. */
function field(value: string | undefined): string {
  return value === undefined || value === '' ? '-' : value.replaceAll(' ', '+');
}
