import type { HttpContext } from '../http/httpContext.ts';
import type { RequestDelegate } from '../http/requestDelegate.ts';

/** What the Web platform's servers share: takes a Request, gives a Response. */
export type FetchFunction = (
  request: Request,
  context: HttpContext,
) => Response | Promise<Response>;

/**
 * Hosts a fetch-style handler, as Hono's or h3's `app.fetch`, on every server: `app.run(fetchHandler(hono.fetch))`. The
 * request's signal aborts when the client goes away.
 */
export function fetchHandler(handler: FetchFunction): RequestDelegate {
  return async (context) => {
    const answer = await handler(toWebRequest(context), context);
    const { response } = context;
    response.statusCode = answer.status;
    if (answer.statusText) response.reasonPhrase = answer.statusText;
    for (const [name, value] of answer.headers) response.headers.append(name, value);
    if (answer.body) await response.writeFrom(answer.body);
  };
}

function toWebRequest(context: HttpContext): Request {
  const { request } = context;
  const { method } = request;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(request.getEncodedUrl(), {
    method,
    headers: [...request.headers].filter(([name]) => !name.startsWith(':')),
    signal: context.requestAborted,
    ...(hasBody && { body: request.body, duplex: 'half' }),
  });
}
