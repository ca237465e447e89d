import type { ClientRequest } from './clientRequest.ts';
import { joinValues, listElements } from './headerLines.ts';
import type { ResponseHead } from '../upstream/responseHead.ts';

/**
 * True when a request asks for a WebSocket (RFC 6455 §4.1). Other upgrades are not passed on: behind a protocol that
 * the front end does not read, a client could say to the worker what it likes.
 */
export function isWebSocketRequest({
  method,
  lines,
}: Pick<ClientRequest, 'method' | 'lines'>): boolean {
  return (
    method === 'GET' &&
    listElements(joinValues(lines, 'upgrade')).includes('websocket') &&
    listElements(joinValues(lines, 'connection')).includes('upgrade')
  );
}

/** True when a 101 is the answer to that. */
export function isSwitchToWebSocket({ statusCode, lines }: ResponseHead): boolean {
  return statusCode === 101 && joinValues(lines, 'upgrade')?.toLowerCase() === 'websocket';
}
