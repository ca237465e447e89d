// The cases of the Autobahn test suite (crossbar.io), written anew, against the WebSockets middleware on Kestrel.
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { IHttpWebSocketFeature } from '../../../server-runtime/http/features/httpWebSocketFeature.ts';
import {
  webSockets,
  type WebSocketOptions,
} from '../../../server-runtime/middleware/webSockets/webSockets.ts';
import { RawClient } from '../../support/kestrelApp.ts';
import { servePipeline } from '../middleware/servePipeline.ts';
import { webSocketCases, type WebSocketCase } from './webSocketCases.ts';
import { closeFrame, describeFrames, frame } from './webSocketFrames.ts';

const handshake =
  'GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';

/** Bytes up to which a case is sent one by one too; more go in pieces of {@link pieceSize}. */
const singleBytes = 300;
const pieceSize = 997;

/** An app that sends every message back. Resolves with its port. */
async function serveEcho(t: TestContext, options?: WebSocketOptions): Promise<number> {
  const { port } = await servePipeline(t, [webSockets(options)], async ({ features }) => {
    const socket = await features.get(IHttpWebSocketFeature)?.accept();
    for await (const message of socket ?? []) await socket?.send(message);
  });
  return port;
}

async function connect(t: TestContext, port: number, headers = ''): Promise<RawClient> {
  const client = new RawClient(t, port);
  client.socket.setNoDelay(true);
  client.send(`${handshake}${headers}\r\n`);
  const head = await client.until(/\r\n\r\n/);
  assert.match(head, /^HTTP\/1\.1 101 /);
  assert.match(head, /\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=\r\n/);
  return client;
}

/** Resolves with all frames of the server once there are as many, or it has closed. */
async function receive(client: RawClient, count: number): Promise<string[]> {
  for (;;) {
    const frames = describeFrames(client.received) ?? [];
    if (frames.length >= count || client.socket.closed) return frames;
    await new Promise((resolve) => {
      client.socket.once('data', resolve);
      client.socket.once('close', resolve);
    });
  }
}

/** Sends a case in pieces, closes if the server has not, and checks every frame. */
async function play(
  t: TestContext,
  port: number,
  { sent, answers, orAnswers }: WebSocketCase,
  size: number,
): Promise<void> {
  const client = await connect(t, port);
  for (let at = 0; at < sent.length; at += size) {
    client.send(sent.slice(at, at + size));
    if (size < sent.length) await turn();
  }
  const expected = [...answers];
  if (!expected.at(-1)?.startsWith('close')) {
    await receive(client, answers.length);
    client.send(closeFrame(1000));
    expected.push('close 1000');
  }
  await client.closed();
  const frames = describeFrames(client.received);
  const isOther = orAnswers !== undefined && isDeepStrictEqual(frames, orAnswers);
  assert.deepEqual(frames, isOther ? orAnswers : expected);
}

describe('WebSocket conformance', { timeout: 120_000 }, () => {
  for (const testCase of webSocketCases) {
    it(testCase.name, async (t) => {
      const port = await serveEcho(t);
      const { length } = testCase.sent;
      await play(t, port, testCase, Math.max(1, length));
      if (length > 1) await play(t, port, testCase, length <= singleBytes ? 1 : pieceSize);
    });
  }

  for (const size of [64, 256, 1024]) {
    it(`9.1 to 9.6 messages of ${size} KiB, whole and in fragments`, async (t) => {
      const port = await serveEcho(t);
      const payload = '*'.repeat(size * 1024);
      const step = payload.length / 64;
      const fragments = Array.from({ length: 64 }, (_value, i) =>
        frame(i === 0 ? 'binary' : 'continuation', payload.slice(0, step), { fin: i === 63 }),
      );
      const answer = `${payload.length} times *`;
      await play(
        t,
        port,
        {
          name: '9',
          sent: frame('text', payload) + fragments.join(''),
          answers: [`text ${answer}`, `binary ${answer}`],
        },
        Infinity,
      );
    });
  }

  it('9.7 many small messages, in their order', async (t) => {
    const port = await serveEcho(t);
    const texts = Array.from({ length: 1000 }, (_value, i) => `message ${i}`);
    const sent = texts.map((text) => frame('text', text)).join('');
    const answers = texts.map((text) => `text ${text}`);
    await play(t, port, { name: '9.7', sent, answers }, Infinity);
  });

  it('12, 13 no compression, which the server does not offer', async (t) => {
    const port = await serveEcho(t);
    const client = await connect(t, port, 'Sec-WebSocket-Extensions: permessage-deflate\r\n');
    assert.doesNotMatch(client.received, /Sec-WebSocket-Extensions/i);
    client.send(closeFrame(1000));
    await client.closed();
    assert.deepEqual(describeFrames(client.received), ['close 1000']);
  });

  const limit = { maxMessageSize: 1000 };
  const tooLarge: WebSocketCase[] = [
    { name: 'in one frame', sent: frame('text', 'x'.repeat(1001)), answers: ['close 1009'] },
    {
      name: 'in fragments',
      sent: frame('text', 'x'.repeat(600), { fin: false }) + frame('continuation', 'x'.repeat(600)),
      answers: ['close 1009'],
    },
    {
      name: 'by its header alone',
      sent: frame('binary', '', { length: 1n << 40n }),
      answers: ['close 1009'],
    },
    {
      name: 'by a length that no message has',
      sent: frame('binary', '', { length: (1n << 64n) - 1n }),
      answers: ['close 1009'],
    },
  ];
  for (const testCase of tooLarge) {
    it(`refuses a message that is too large: ${testCase.name}`, async (t) => {
      await play(t, await serveEcho(t, limit), testCase, Infinity);
    });
  }

  it('takes the largest message that is allowed', async (t) => {
    const sent = frame('text', 'x'.repeat(1000));
    const answers = ['text 1000 times x'];
    await play(t, await serveEcho(t, limit), { name: 'limit', sent, answers }, Infinity);
  });
});
