import { BadHttpRequestError } from '../../../server-runtime/http/badHttpRequestError.ts';
import type { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import type { TestApp } from './memoryServer.ts';

/** A request as an app saw it. */
export interface SeenRequest {
  method: string;
  path: string;
  query: string;
  target: string;
  scheme: string;
  protocol: string;
  headers: [string, string][];
  /** One character per byte. */
  body: string;
}

/** An app that reads each request to its end, notes it, and answers with `ok`. */
export function recordingApp(seen: SeenRequest[]): TestApp {
  return async (context: HttpContext) => {
    const { request, response } = context;
    const entry: SeenRequest = {
      method: request.method,
      path: request.path,
      query: request.queryString,
      target: request.rawTarget,
      scheme: request.scheme,
      protocol: request.protocol,
      headers: [...request.headers],
      body: '',
    };
    for await (const chunk of request.body) entry.body += Buffer.from(chunk).toString('latin1');
    seen.push(entry);
    response.headers.set('Content-Length', 2);
    await response.write('ok');
  };
}

/** Whether an error is the client's fault, with this status. */
export function isBadRequest(error: unknown, statusCode: number): boolean {
  return BadHttpRequestError.is(error) && error.statusCode === statusCode;
}
