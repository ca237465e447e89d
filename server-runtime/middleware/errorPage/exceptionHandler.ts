import type { HttpContext } from '../../http/httpContext.ts';
import type { Middleware, RequestDelegate } from '../../http/requestDelegate.ts';
import type { Logger } from '../../logging/logger.ts';
import { LogLevel } from '../../logging/logLevel.ts';
import { nullLogger } from '../../logging/nullLogger.ts';
import { IExceptionHandlerFeature } from './exceptionHandlerFeature.ts';
import { takeOverResponse } from './failedRequest.ts';

/** How {@link exceptionHandler} answers: by running the pipeline again for another path, or by a function. */
export type ExceptionHandlerOptions =
  | { readonly path: string }
  | { readonly handler: RequestDelegate };

/**
 * Answers a request that failed with the app's own error page, which finds the error in IExceptionHandlerFeature. The
 * status is 500 unless the page sets another, and the answer is not cached. Without a page, or when that fails too, the
 * error goes on to the server.
 */
export function exceptionHandler(
  options: ExceptionHandlerOptions,
  logger: Logger = nullLogger,
): Middleware {
  if ('path' in options && !options.path.startsWith('/')) {
    throw new TypeError(`The path '${options.path}' must start with a '/'.`);
  }
  return async (context, next) => {
    try {
      await next();
    } catch (error) {
      if (!takeOverResponse(context, error, logger)) return;
      await answer(context, error, options, next, logger);
    }
  };
}

async function answer(
  context: HttpContext,
  error: unknown,
  options: ExceptionHandlerOptions,
  next: () => Promise<void>,
  logger: Logger,
): Promise<void> {
  const { request, response, features } = context;
  const { path } = request;
  features.set(IExceptionHandlerFeature, { error, path });
  response.onStarting(() => forbidCaching(context));
  try {
    if ('path' in options) {
      request.path = options.path;
      await next();
    } else {
      await options.handler(context);
    }
  } catch (second) {
    logger.log(
      LogLevel.error,
      3,
      'An exception was thrown attempting to execute the error handler.',
      undefined,
      second,
    );
    throw error;
  } finally {
    request.path = path;
    features.set(IExceptionHandlerFeature, null);
  }
  // The page is not there: better the plain 500 of the server than a 404 for something that exists.
  if ('path' in options && response.statusCode === 404 && !response.hasStarted) throw error;
}

function forbidCaching({ response: { headers } }: HttpContext): void {
  headers.set('Cache-Control', 'no-cache,no-store');
  headers.set('Pragma', 'no-cache');
  headers.set('Expires', '-1');
  headers.delete('ETag');
}
