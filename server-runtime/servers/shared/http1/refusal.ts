import { BadHttpRequestError } from '../../../http/badHttpRequestError.ts';
import { MethodNotAllowedError } from './badRequest.ts';
import type { ServerLines } from './responseHead.ts';
import { statusLine } from './statusLine.ts';

/** The whole response to a request that broke a rule before it reached the app. */
export function formatRefusal(error: Error, serverLines: ServerLines): string {
  const statusCode = error instanceof BadHttpRequestError ? error.statusCode : 400;
  const allow = error instanceof MethodNotAllowedError ? `\r\nAllow: ${error.allow}` : '';
  const { date, server } = serverLines;
  return `${statusLine(statusCode, '')}\r\nContent-Length: 0\r\nConnection: close${allow}${date}${server}\r\n\r\n`;
}
