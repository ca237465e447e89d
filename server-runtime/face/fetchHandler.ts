import { encodePath } from '../http/encodedUrl.ts';
import type { HttpContext } from '../http/httpContext.ts';
import type { HttpRequest } from '../http/httpRequest.ts';
import type { RequestDelegate } from '../http/requestDelegate.ts';
import { requireFunction } from '../primitives/requireFunction.ts';
import { badRequest } from '../servers/shared/http1/badRequest.ts';
import { isValidHost } from '../servers/shared/http1/hostHeader.ts';

/** What the Web platform's servers share: takes a Request, gives a Response. */
export type FetchFunction = (
  request: Request,
  context: HttpContext,
) => Response | Promise<Response>;

/** Methods that the Web platform has no Request for (Fetch Standard §2.2.1). */
const forbiddenMethods = new Set(['CONNECT', 'TRACE', 'TRACK']);

/**
 * Hosts a fetch-style handler, as Hono's or h3's `app.fetch`, on every server: `app.run(fetchHandler(hono.fetch))`. The
 * request's signal aborts when the client goes away. A Host that is none is answered with 400, and a method that a
 * Request cannot have (CONNECT, TRACE) with 501.
 */
export function fetchHandler(handler: FetchFunction): RequestDelegate {
  requireFunction('fetchHandler', handler);
  return async (context) => {
    const { request, response } = context;
    if (forbiddenMethods.has(request.method.toUpperCase())) {
      response.statusCode = 501;
      return;
    }
    const answer: unknown = await handler(toWebRequest(context), context);
    if (!isResponse(answer)) {
      throw new TypeError('The handler of fetchHandler gave no Response.');
    }
    response.statusCode = answer.status;
    if (answer.statusText) response.reasonPhrase = answer.statusText;
    for (const [name, value] of answer.headers) response.headers.append(name, value);
    if (answer.body) await response.writeFrom(answer.body);
  };
}

/** Of whatever copy of the Web platform: Node's own, or a package's. */
function isResponse(value: unknown): value is Response {
  return typeof value === 'object' && value !== null && 'status' in value && 'headers' in value;
}

function toWebRequest({ request, requestAborted }: HttpContext): Request {
  const { method } = request;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const headers = new Headers();
  for (const [name, value] of request.headers) headers.append(name, toByteString(value));
  return new Request(urlOf(request), {
    method,
    headers,
    signal: requestAborted,
    ...(hasBody && { body: request.body, duplex: 'half' }),
  });
}

/** Without a host, as HTTP/1.0 allows, the first part of the path would become one. */
function urlOf({ scheme, host, pathBase, path, queryString }: HttpRequest): string {
  const target = (encodePath(pathBase + path) || '/') + queryString;
  const url = `${scheme}://${host || 'localhost'}${target}`;
  // What is not a host could be read as the beginning of the path, past the checks of middleware before this.
  if ((host !== '' && !isValidHost(host)) || !URL.canParse(url)) {
    throw badRequest.host(host);
  }
  return url;
}

/** The Web platform's headers hold bytes: characters beyond them are shown as those of their UTF-8. */
function toByteString(value: string): string {
  // eslint-disable-next-line no-control-regex
  return /[^\0-\xff]/.test(value) ? Buffer.from(value).toString('latin1') : value;
}
