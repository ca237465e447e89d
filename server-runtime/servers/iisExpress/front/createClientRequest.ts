import { badRequest } from '../../shared/http1/badRequest.ts';
import type { RequestHead } from '../../shared/http1/requestHead.ts';
import type { ClientRequest } from '../forwarding/clientRequest.ts';
import { isWebSocketRequest } from '../forwarding/webSocketHandler.ts';

/** What is the same for every request of a client's connection. */
export interface ClientEndpoint {
  scheme: 'http' | 'https';
  remoteAddress: string | undefined;
  remotePort: number | undefined;
  /** Where the client connected to, for requests that do not say: `host:port`. */
  localHost: string;
  clientCertificate: Buffer | undefined;
}

/** A request as it is forwarded, from one that the HTTP/1 parser has found valid. Throws a BadHttpRequestError. */
export function createClientRequest(head: RequestHead, endpoint: ClientEndpoint): ClientRequest {
  const lines = head.splitFields();
  // HTTP/1.0 may do without; the worker is spoken to in HTTP/1.1, which may not.
  if (head.minorVersion === 0 && !lines.some((text, i) => i % 2 === 0 && /^host$/i.test(text))) {
    lines.push('Host', endpoint.localHost);
  }
  const { method } = head;
  return {
    method,
    target: originForm(method, head.rawTarget),
    lines,
    contentLength: head.isChunked ? -1 : Math.max(head.contentLength, 0),
    isWebSocket: head.isUpgrade && isWebSocketRequest({ method, lines }),
    scheme: endpoint.scheme,
    remoteAddress: endpoint.remoteAddress,
    remotePort: endpoint.remotePort,
    clientCertificate: endpoint.clientCertificate,
  };
}

/** RFC 9112 §3.2.1: a server that is no proxy for the client's network is asked in origin form. */
function originForm(method: string, rawTarget: string): string {
  if (rawTarget.startsWith('/') || rawTarget === '*') return rawTarget;
  // A tunnel to wherever the client likes is not what a site is for.
  if (method === 'CONNECT') throw badRequest.methodNotAllowed('OPTIONS');
  const rest = rawTarget.replace(/^https?:\/\/[^/?]*/i, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}
