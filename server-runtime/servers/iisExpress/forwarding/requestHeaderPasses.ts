import {
  type HeaderLines,
  isName,
  joinValues,
  listElements,
  removeWhere,
  setLine,
} from './headerLines.ts';
import { protocolConfig } from '../protocolConfig.ts';

/** What the passes need to know of a request besides its headers. */
export interface ForwardedRequest {
  /** The client's address without brackets; undefined when it came over a unix socket. */
  remoteAddress: string | undefined;
  remotePort: number | undefined;
  scheme: 'http' | 'https';
  /** Pairing token of the worker that it goes to. */
  token: string;
  /** DER of the client's certificate, when it presented one. */
  clientCertificate: Buffer | undefined;
}

/** One change to the headers of a request on its way to the worker. */
export type RequestHeaderPass = (lines: HeaderLines, request: ForwardedRequest) => void;

/** In this order; each stands alone. */
export const requestHeaderPasses: readonly RequestHeaderPass[] = [
  removeModuleHeaders,
  removeHopByHopHeaders,
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

// RFC 9110 §7.6.1. Framing (Content-Length, Transfer-Encoding, Trailer) belongs to whoever writes the body.
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

// What a client may not have taken out by naming it in Connection (RFC 9110 §7.6.1: fields needed for delivery).
const neverRemovedByConnection = new Set([
  'content-length',
  'host',
  'x-forwarded-for',
  'x-forwarded-proto',
]);

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
export function formatRemote({ remoteAddress, remotePort }: ForwardedRequest): string {
  if (!remoteAddress) return '127.0.0.1';
  const address = remoteAddress.startsWith('::ffff:') ? remoteAddress.slice(7) : remoteAddress;
  return address.includes(':') ? `[${address}]:${remotePort}` : `${address}:${remotePort}`;
}

/** True when the request asks for a WebSocket (RFC 6455 §4.1). */
export function isWebSocketRequest(lines: HeaderLines): boolean {
  for (let i = 0; i < lines.length; i += 2) {
    if (isName(lines[i] as string, 'upgrade')) {
      return (
        listElements(lines[i + 1]).includes('websocket') &&
        listElements(joinValues(lines, 'connection')).includes('upgrade')
      );
    }
  }
  return false;
}
