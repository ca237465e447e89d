import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2';
import type { TestContext } from 'node:test';

/** Connects, and waits until the site has said what it can do. */
export async function openSession(t: TestContext, url: string): Promise<ClientHttp2Session> {
  const session = connect(url, { rejectUnauthorized: false });
  session.on('error', () => {});
  t.after(() => session.destroy());
  await once(session, 'remoteSettings');
  return session;
}

/** Asks for a WebSocket (RFC 8441). */
export function openWebSocket(session: ClientHttp2Session, path = '/ws'): ClientHttp2Stream {
  const stream = session.request(
    {
      ':method': 'CONNECT',
      ':protocol': 'websocket',
      ':path': path,
      'sec-websocket-version': '13',
      'sec-websocket-key': 'of no meaning here',
    },
    { endStream: false },
  );
  stream.on('error', () => {});
  return stream;
}

/** The status of the answer, which has no field of HTTP/1.1's handshake. */
export async function statusOf(stream: ClientHttp2Stream): Promise<number> {
  const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
  assert.equal(headers['sec-websocket-accept'], undefined);
  return Number(headers[':status']);
}

/** A text message from a client, with a mask that changes nothing (RFC 6455 §5.2). */
export function maskedFrame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}
