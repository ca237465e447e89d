import { encodePath } from '../../http/encodedUrl.ts';
import type { HttpContext } from '../../http/httpContext.ts';

/** Sends the client to the same path with a slash at its end, so that relative links within it work. */
export function redirectToSlash({ request, response }: HttpContext): void {
  const { scheme, host, pathBase, path, queryString } = request;
  const target = `${encodePath(pathBase + path)}/${queryString}`;
  response.statusCode = 301;
  // Without a host (HTTP/1.0) the path has to do; two slashes at its start would make it the name of a host.
  response.headers.set(
    'Location',
    host === '' ? target.replace(/^\/+/, '/') : `${scheme}://${host}${target}`,
  );
}

/** True for requests that ask for something to see. */
export function isReading({ request: { method } }: HttpContext): boolean {
  return method === 'GET' || method === 'HEAD';
}
