import type { ClientRequest } from './clientRequest.ts';
import type { HeaderLines } from './headerLines.ts';
import { type ForwardedRequest, requestHeaderPasses } from './requestHeaderPasses.ts';

/** The head of a request as the worker gets it, one character per byte. */
export function formatRequestHead(request: ClientRequest, token: string): string {
  const lines: HeaderLines = [...request.lines];
  const forwarded: ForwardedRequest = { ...request, token };
  for (const pass of requestHeaderPasses) pass(lines, forwarded);
  let text = `${request.method} ${request.target} HTTP/1.1\r\n`;
  for (let i = 0; i < lines.length; i += 2) text += `${lines[i]}: ${lines[i + 1]}\r\n`;
  return `${text}\r\n`;
}
