import type { IHttpExtendedConnectFeature } from '../../http/features/httpExtendedConnectFeature.ts';
import type { HttpRequest } from '../../http/httpRequest.ts';

/** What RFC 6455 §1.3 adds to the key of a client. */
const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** True when a request asks for a WebSocket in the right form (RFC 6455 §4.2.1). */
export function isHandshake({ method, headers }: HttpRequest): boolean {
  return (
    method === 'GET' &&
    hasToken(headers.get('Connection'), 'upgrade') &&
    hasToken(headers.get('Upgrade'), 'websocket') &&
    headers.get('Sec-WebSocket-Version')?.trim() === '13' &&
    // Sixteen bytes as base64.
    /^[A-Za-z0-9+/]{22}==$/.test(headers.get('Sec-WebSocket-Key') ?? '')
  );
}

/** True when a request of HTTP/2 asks for a WebSocket in the right form, which has no key (RFC 8441 §5). */
export function isExtendedHandshake(
  { headers }: HttpRequest,
  { isExtendedConnect, protocol }: IHttpExtendedConnectFeature,
): boolean {
  return (
    isExtendedConnect &&
    protocol?.toLowerCase() === 'websocket' &&
    headers.get('Sec-WebSocket-Version')?.trim() === '13'
  );
}

/** The answer to the key of a client. */
export async function acceptValue(key: string): Promise<string> {
  // Not at start-up, of which it would be a good part.
  const { createHash } = await import('node:crypto');
  return createHash('sha1')
    .update(key + acceptSuffix)
    .digest('base64');
}

/** The entries of a list header. */
export function listOf(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function hasToken(header: string | undefined, token: string): boolean {
  return listOf(header).some((entry) => entry.toLowerCase() === token);
}
