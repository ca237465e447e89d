import { type HeaderLines, joinValues, listElements, removeWhere, setLine } from './headerLines.ts';
import type { ClientRequest } from './clientRequest.ts';
import { protocolConfig } from '../protocolConfig.ts';

/** What the passes need to know of a request besides its headers. */
export type ForwardedRequest = Pick<
  ClientRequest,
  | 'method'
  | 'contentLength'
  | 'isWebSocket'
  | 'scheme'
  | 'remoteAddress'
  | 'remotePort'
  | 'clientCertificate'
> & {
  /** Pairing token of the worker that it goes to. */
  token: string;
};

/** One change to the headers of a request on its way to the worker. */
export type RequestHeaderPass = (lines: HeaderLines, request: ForwardedRequest) => void;

/** In this order; each stands alone. */
export const requestHeaderPasses: readonly RequestHeaderPass[] = [
  removeModuleHeaders,
  removeHopByHopHeaders,
  addFraming,
  addWebSocketUpgrade,
  addPairingToken,
  addClientCertificate,
  appendForwardedFor,
  appendForwardedProto,
];

/**
 * Drops what only the module may say. An underscore counts as a hyphen: CGI-like workers cannot tell them apart
 * (RFC 3875 §4.1.18), and would take `MS_ASPNETCORE_TOKEN` for the real one.
 */
export function removeModuleHeaders(lines: HeaderLines): void {
  const { headerPrefix } = protocolConfig;
  removeWhere(lines, (name) => {
    const first = name.charCodeAt(0) | 0x20;
    if (first !== 0x6d || name.length < headerPrefix.length) return false;
    return name.slice(0, headerPrefix.length).toLowerCase().replace('_', '-') === headerPrefix;
  });
}

// RFC 9110 §7.6.1, and the framing, which belongs to whoever writes the body. Trailers are not forwarded (§6.5.1).
const hopByHop = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

// What a client may not have taken out by naming it in Connection (RFC 9110 §7.6.1: fields needed for delivery).
const neverRemovedByConnection = new Set(['host', 'x-forwarded-for', 'x-forwarded-proto']);

/** Drops what is meant for this hop alone, including what Connection names. */
export function removeHopByHopHeaders(lines: HeaderLines): void {
  const named = listElements(joinValues(lines, 'connection')).filter(
    (name) => !neverRemovedByConnection.has(name),
  );
  removeWhere(lines, (name) => {
    const lower = name.toLowerCase();
    return hopByHop.has(lower) || (named.length > 0 && named.includes(lower));
  });
}

/** Says how the body ends, as it was understood here and not as the client spelled it. */
export function addFraming(lines: HeaderLines, request: ForwardedRequest): void {
  const { contentLength, method } = request;
  if (contentLength < 0) lines.push('Transfer-Encoding', 'chunked');
  else if (contentLength > 0) lines.push('Content-Length', String(contentLength));
  // RFC 9110 §8.6: of these, a body is expected.
  else if (method === 'POST' || method === 'PUT' || method === 'PATCH') {
    lines.push('Content-Length', '0');
  }
}

/** Asks the worker for the WebSocket that the client asks for, and for nothing else that it may offer. */
export function addWebSocketUpgrade(lines: HeaderLines, { isWebSocket }: ForwardedRequest): void {
  if (isWebSocket) lines.push('Connection', 'Upgrade', 'Upgrade', 'websocket');
}

/** Proves to the worker that the request came through its front end. */
export function addPairingToken(lines: HeaderLines, request: ForwardedRequest): void {
  lines.push(protocolConfig.tokenHeader, request.token);
}

/** Hands on the client's certificate. Without one the field is absent: {@link removeModuleHeaders} took out a forged one. */
export function addClientCertificate(lines: HeaderLines, request: ForwardedRequest): void {
  if (!request.clientCertificate) return;
  lines.push(protocolConfig.clientCertificateHeader, request.clientCertificate.toString('base64'));
}

/** Appends the client as one entry, `ip:port`. One line results, for readers that look at the last one only. */
export function appendForwardedFor(lines: HeaderLines, request: ForwardedRequest): void {
  appendEntry(lines, protocolConfig.forwardedForHeader, formatRemote(request));
}

/** Appends the scheme as one entry, so that both lists grow alike: readers may demand equal counts. */
export function appendForwardedProto(lines: HeaderLines, request: ForwardedRequest): void {
  appendEntry(lines, protocolConfig.forwardedProtoHeader, request.scheme);
}

function appendEntry(lines: HeaderLines, name: string, entry: string): void {
  const before = joinValues(lines, name.toLowerCase());
  if (before === undefined) lines.push(name, entry);
  else setLine(lines, name, before ? `${before}, ${entry}` : entry);
}

/** `1.2.3.4:5`, `[::1]:5`. Over a unix socket the client is on this machine, which readers know as the loopback. */
export function formatRemote({
  remoteAddress,
  remotePort,
}: Pick<ClientRequest, 'remoteAddress' | 'remotePort'>): string {
  if (!remoteAddress) return '127.0.0.1';
  const address = remoteAddress.startsWith('::ffff:') ? remoteAddress.slice(7) : remoteAddress;
  return address.includes(':') ? `[${address}]:${remotePort}` : `${address}:${remotePort}`;
}
