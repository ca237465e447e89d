import type { HeaderLines } from './headerLines.ts';

/** A request as it came from the client, valid, before its body. */
export interface ClientRequest {
  method: string;
  /** In origin form, or `*`. */
  target: string;
  /** Every field as sent, one character per byte. */
  lines: HeaderLines;
  /** Bytes of the body; 0 when there is none, -1 when only its end tells. */
  contentLength: number;
  /** Wants a WebSocket, and has no body. */
  isWebSocket: boolean;
  scheme: 'http' | 'https';
  /** Without brackets; undefined when the client came over a unix socket. */
  remoteAddress: string | undefined;
  remotePort: number | undefined;
  /** DER of the client's certificate, when it presented one. */
  clientCertificate: Buffer | undefined;
}

// RFC 9110 §9.2.2.
const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE']);

/** True when sending it a second time does no harm, and can be done: there is no body that has gone already. */
export function canSendTwice(request: ClientRequest): boolean {
  return request.contentLength === 0 && !request.isWebSocket && idempotent.has(request.method);
}
