import { BadHttpRequestError } from '../../http/badHttpRequestError.ts';
import type { HttpContext } from '../../http/httpContext.ts';
import type { Logger } from '../../logging/logger.ts';
import { LogLevel } from '../../logging/logLevel.ts';

/** What answers a client that is not there any more; for the log. */
const clientClosedRequest = 499;

/**
 * Logs an error of the pipeline and empties the response, so that an error page can be written. False when there is nobody
 * to show it to: the client left. Throws the error again when the response has already started.
 */
export function takeOverResponse(context: HttpContext, error: unknown, logger: Logger): boolean {
  const { response } = context;
  if (isAbort(context, error)) {
    logger.log(LogLevel.debug, 4, 'The request was aborted by the client.');
    if (!response.hasStarted) response.statusCode = clientClosedRequest;
    return false;
  }
  logger.log(
    LogLevel.error,
    1,
    'An unhandled exception has occurred while executing the request.',
    undefined,
    error,
  );
  if (response.hasStarted) {
    logger.log(
      LogLevel.warning,
      2,
      'The response has already started, the error page middleware will not be executed.',
    );
    throw error;
  }
  response.clear();
  response.statusCode = BadHttpRequestError.is(error) ? error.statusCode : 500;
  return true;
}

/** True when the error is only the client's leaving. */
function isAbort(context: HttpContext, error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  const isOfAbort = error.name === 'AbortError' || code === 'ECONNRESET' || code === 'EPIPE';
  return isOfAbort && context.requestAborted.aborted;
}
