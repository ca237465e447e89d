import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  connect,
  constants,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type OutgoingHttpHeaders,
  type SessionOptions,
} from 'node:http2';
import { describe, it, type TestContext } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { IHttpMinRequestBodyDataRateFeature } from '../../../server-runtime/http/features/httpMinRequestBodyDataRateFeature.ts';
import type { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import { Deferred } from '../../../server-runtime/primitives/deferred.ts';
import { createCertificate } from '../../support/certificate.ts';
import { RawClient, startKestrel } from '../../support/kestrelApp.ts';
import { ManualClock } from '../../support/manualClock.ts';

function open(t: TestContext, url: string, options: SessionOptions = {}): ClientHttp2Session {
  const session = connect(url, options);
  session.on('error', () => undefined);
  session.setTimeout(20_000, () => session.destroy());
  t.after(() => session.destroy());
  return session;
}

/** The status that a request ends with, or the name of the code that its stream is reset with. */
async function outcome(stream: ClientHttp2Stream): Promise<number | string> {
  let status: number | undefined;
  stream.on('response', (headers) => (status = headers[':status']));
  stream.on('error', () => undefined);
  stream.resume();
  if (!stream.closed) await new Promise((resolve) => stream.once('close', resolve));
  if (stream.rstCode === 0) return status ?? 'nothing';
  return nameOf(stream.rstCode ?? -1);
}

function nameOf(code: number): string {
  const names = Object.entries(constants).filter(([name]) => /^NGHTTP2_[A-Z_]+$/.test(name));
  const errors = ['INTERNAL_ERROR', 'REFUSED_STREAM', 'ENHANCE_YOUR_CALM', 'PROTOCOL_ERROR'];
  return (
    errors.find((name) =>
      names.some(([one, value]) => one === `NGHTTP2_${name}` && value === code),
    ) ?? String(code)
  );
}

const fields = (count: number, length = 1): OutgoingHttpHeaders =>
  Object.fromEntries(Array.from({ length: count }, (_value, i) => [`x-${i}`, 'y'.repeat(length)]));

async function readAll({ request }: HttpContext): Promise<void> {
  for await (const chunk of request.body) void chunk;
}

describe('Limits of HTTP/2 on KestrelServer', { timeout: 60_000 }, () => {
  it('are told to the client', async (t) => {
    const { url } = await startKestrel(t, () => undefined, {
      configure: ({ limits }) => {
        limits.maxRequestHeadersTotalSize = 10_000;
        limits.http2.maxStreamsPerConnection = 7;
        limits.http2.headerTableSize = 1024;
        limits.http2.maxFrameSize = 20_000;
        limits.http2.initialConnectionWindowSize = 200_000;
        limits.http2.initialStreamWindowSize = 100_000;
      },
    });
    const session = open(t, url);
    const [settings] = await once(session, 'remoteSettings');
    assert.deepEqual(
      { ...settings, maxHeaderSize: undefined },
      {
        headerTableSize: 1024,
        enablePush: true,
        initialWindowSize: 100_000,
        maxFrameSize: 20_000,
        maxConcurrentStreams: 7,
        maxHeaderListSize: 10_000,
        maxHeaderSize: undefined,
        enableConnectProtocol: true,
      },
    );
    assert.equal(await outcome(session.request()), 200);
    assert.equal(session.state.remoteWindowSize, 200_000);
  });

  it('refuse one stream more', async (t) => {
    const gate = new Deferred();
    const { url } = await startKestrel(t, () => gate.promise, {
      configure: ({ limits }) => (limits.http2.maxStreamsPerConnection = 2),
    });
    // Sent before the client knows of the limit.
    const session = open(t, url);
    const outcomes = [1, 2, 3].map(() => outcome(session.request()));
    assert.equal(await outcomes[2], 'REFUSED_STREAM');
    gate.resolve();
    assert.deepEqual(await Promise.all(outcomes), [200, 200, 'REFUSED_STREAM']);
  });

  it('answer 431 to a field that is too long, and to one field more', async (t) => {
    const { url, log } = await startKestrel(t, () => undefined, {
      configure: ({ limits }) => {
        limits.maxRequestHeaderCount = 10;
        limits.http2.maxRequestHeaderFieldSize = 100;
      },
    });
    const session = open(t, url);
    assert.equal(await outcome(session.request(fields(1, 97))), 200);
    assert.equal(await outcome(session.request(fields(1, 98))), 431);
    assert.equal(await outcome(session.request(fields(10))), 200);
    assert.equal(await outcome(session.request(fields(11))), 431);
    assert.equal(await outcome(session.request(fields(50))), 'ENHANCE_YOUR_CALM');
    assert.ok(log.lines.some((line) => line.includes('Request headers too long.')));
    assert.ok(log.lines.some((line) => line.includes('Request contains too many headers.')));
  });

  it('reset a stream whose fields are too much together', async (t) => {
    const { url } = await startKestrel(t, () => undefined, {
      configure: ({ limits }) => (limits.maxRequestHeadersTotalSize = 2000),
    });
    const session = open(t, url);
    assert.equal(await outcome(session.request(fields(1, 1500))), 200);
    assert.equal(await outcome(session.request(fields(1, 2000))), 'ENHANCE_YOUR_CALM');
  });

  for (const [name, count, length] of [
    ['number', 6, 1],
    ['size', 1, 800],
  ] as const) {
    it(`count trailers as headers, by their ${name}`, async (t) => {
      const { url } = await startKestrel(t, readAll, {
        configure: ({ limits }) => {
          limits.maxRequestHeaderCount = 10;
          limits.maxRequestHeadersTotalSize = 1500;
        },
      });
      const session = open(t, url);
      const post = (headers: OutgoingHttpHeaders): ClientHttp2Stream => {
        const request = { ':method': 'POST', ...headers };
        const stream = session.request(request, { endStream: false, waitForTrailers: true });
        stream.on('wantTrailers', () => stream.sendTrailers(fields(count, length)));
        return stream.end('body');
      };
      assert.equal(await outcome(post({})), 200);
      assert.equal(await outcome(post(fields(count, length))), 431);
    });
  }

  it('let the tables of compression be off', async (t) => {
    for (const isAllowed of [true, false]) {
      const { url } = await startKestrel(
        t,
        ({ response }) => response.headers.set('X-One', 'to remember'),
        { configure: (options) => (options.allowResponseHeaderCompression = isAllowed) },
      );
      const session = open(t, url);
      assert.equal(await outcome(session.request()), 200);
      assert.equal((session.state.inflateDynamicTableSize ?? 0) > 0, isAllowed);
    }
  });

  it('send a client away that opens streams and resets them', async (t) => {
    const { url } = await startKestrel(t, () => new Promise(() => undefined));
    const session = open(t, url);
    const goneAway = once(session, 'goaway');
    await once(session, 'remoteSettings');
    while (!session.destroyed && !session.closed) {
      const stream = session.request();
      stream.on('error', () => undefined);
      stream.close(constants.NGHTTP2_CANCEL);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const [code] = await goneAway;
    // nghttp2 says the former.
    assert.match(nameOf(code), /INTERNAL_ERROR|ENHANCE_YOUR_CALM/);
  });
});

// Each of them waits for some beats of its server's heart.
describe('Patience of HTTP/2 on KestrelServer', { timeout: 60_000, concurrency: true }, () => {
  const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0';
  /** Frames are looked for by their bytes: length, type, flags, stream, and what is in them. */
  const bytes = (hex: string): RegExp => {
    const text = Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('latin1');
    return new RegExp(text.replaceAll(/\W/g, String.raw`\$&`));
  };
  const goneAway = async (session: ClientHttp2Session): Promise<string> =>
    nameOf((await once(session, 'goaway'))[0]);

  it('asks a silent client whether it is there, and keeps one that answers', async (t) => {
    const clock = new ManualClock();
    const { url } = await startKestrel(t, () => undefined, {
      clock,
      configure: ({ limits }) => (limits.http2.keepAlivePingDelay = 10_000),
    });
    const session = open(t, url);
    assert.equal(await outcome(session.request()), 200);
    await clock.advance(0);
    for (let i = 0; i < 2; i++) {
      const pinged = once(session, 'ping');
      await clock.advance(10);
      await pinged;
      await clock.advance(20);
    }
    assert.equal(await outcome(session.request()), 200);
  });

  it('closes the connection of a client that does not answer', async (t) => {
    const clock = new ManualClock();
    const { port, log } = await startKestrel(t, () => undefined, {
      clock,
      configure: ({ limits }) => (limits.http2.keepAlivePingDelay = 10_000),
    });
    const client = new RawClient(t, port).send(preface);
    await client.until(bytes('000000 04 01 00000000'));
    await clock.advance(0);
    await clock.advance(10);
    await client.until(bytes('000008 06 00'));
    await clock.advance(19);
    assert.equal(client.socket.closed, false);
    await clock.advance(1);
    assert.match(await client.closed(), bytes('000008 07 00 00000000 00000000 00000002'));
    assert.ok(log.lines.some((line) => line.includes('after a keep alive ping.')));
  });

  it('closes the connection of a client that sends nothing', async (t) => {
    const clock = new ManualClock();
    const { port } = await startKestrel(t, () => undefined, { clock });
    const client = new RawClient(t, port).send(preface);
    await client.until(bytes('000000 04 01 00000000'));
    await clock.advance(129);
    assert.equal(client.socket.closed, false);
    await clock.advance(1);
    assert.match(await client.closed(), bytes('000008 07 00 00000000 00000000 00000000'));
  });

  it('closes the connection of a client that never said a word', async (t) => {
    const clock = new ManualClock();
    const { cert, key } = await createCertificate();
    const { port } = await startKestrel(t, () => undefined, {
      clock,
      addresses: ['https://127.0.0.1:0'],
      configure: (options) => {
        options.https = { cert: Buffer.from(cert), key: Buffer.from(key) };
      },
    });
    const options = { ALPNProtocols: ['h2'], rejectUnauthorized: false };
    const socket = connectTls(port, '127.0.0.1', options);
    t.after(() => socket.destroy());
    socket.on('error', () => undefined).resume();
    await once(socket, 'secureConnect');
    assert.equal(socket.alpnProtocol, 'h2');
    const closed = once(socket, 'close');
    await clock.advance(0);
    await clock.advance(129);
    assert.equal(socket.closed, false);
    await clock.advance(1);
    await closed;
  });

  it('resets a stream five seconds after a response whose client sends on', async (t) => {
    const clock = new ManualClock();
    const { url } = await startKestrel(t, ({ response }) => response.write('enough'), { clock });
    const stream = open(t, url).request({ ':method': 'POST' }, { endStream: false });
    stream.write('a');
    const end = outcome(stream);
    await once(stream, 'end');
    await clock.advance(0);
    await clock.advance(4);
    stream.write('b');
    assert.equal(stream.closed, false);
    await clock.advance(1);
    assert.equal(await end, 200);
  });

  it('does not wait for such a client when the server stops', async (t) => {
    const { url, server } = await startKestrel(t, ({ response }) => response.write('enough'));
    const stream = open(t, url).request({ ':method': 'POST' }, { endStream: false });
    const end = outcome(stream);
    await once(stream, 'end');
    await server.stop();
    assert.equal(await end, 200);
  });

  it('ends when a body that the app waits for comes too slowly', async (t) => {
    const clock = new ManualClock();
    const reading = new Deferred();
    const { url, log } = await startKestrel(
      t,
      (context) => {
        reading.resolve();
        return readAll(context);
      },
      { clock },
    );
    const session = open(t, url);
    const code = goneAway(session);
    const stream = session.request({ ':method': 'POST' }, { endStream: false });
    const end = outcome(stream);
    await reading.promise;
    await clock.advance(0);
    await clock.advance(5);
    assert.equal(stream.closed, false);
    await clock.advance(1);
    assert.equal(await code, 'INTERNAL_ERROR');
    await end;
    assert.ok(log.lines.some((line) => line.includes('See MinRequestBodyDataRate.')));
  });

  it('does not end for an app that says so', async (t) => {
    const clock = new ManualClock();
    const reading = new Deferred();
    const { url } = await startKestrel(
      t,
      async (context) => {
        const feature = context.features.get(IHttpMinRequestBodyDataRateFeature) ?? assert.fail();
        assert.deepEqual(feature.minDataRate, { bytesPerSecond: 240, gracePeriod: 5000 });
        assert.throws(() => (feature.minDataRate = { bytesPerSecond: 1, gracePeriod: 1 }), {
          message:
            'This feature is not supported for HTTP/2 requests except to disable it entirely by setting the rate to null.',
        });
        feature.minDataRate = null;
        reading.resolve();
        await readAll(context);
      },
      { clock },
    );
    const stream = open(t, url).request({ ':method': 'POST' }, { endStream: false });
    const end = outcome(stream);
    await reading.promise;
    await clock.advance(0);
    await clock.advance(1000);
    stream.end('late');
    assert.equal(await end, 200);
  });

  it('ends when the client does not take a response', async (t) => {
    const clock = new ManualClock();
    const { url, log } = await startKestrel(
      t,
      async ({ response }) => {
        await response.write('a'.repeat(100));
      },
      { clock },
    );
    const session = open(t, url, { settings: { initialWindowSize: 0 } });
    const code = goneAway(session);
    const stream = session.request();
    const end = outcome(stream);
    await once(stream, 'response');
    await clock.advance(0);
    await clock.advance(4);
    assert.equal(stream.closed, false);
    await clock.advance(1);
    assert.equal(await code, 'INTERNAL_ERROR');
    await end;
    assert.ok(log.lines.some((line) => line.includes('See MinResponseDataRate.')));
  });
});
