import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  connect,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from 'node:http2';
import { describe, it, type TestContext } from 'node:test';
import { IHttpExtendedConnectFeature } from '../../../server-runtime/http/features/httpExtendedConnectFeature.ts';
import { IHttpWebSocketFeature } from '../../../server-runtime/http/features/httpWebSocketFeature.ts';
import type { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import { webSockets } from '../../../server-runtime/middleware/webSockets/webSockets.ts';
import { Deferred } from '../../../server-runtime/primitives/deferred.ts';
import { RawClient, startKestrel } from '../../support/kestrelApp.ts';
import { closeFrame, describeFrames, frame } from './webSocketFrames.ts';

/** A client that knows beforehand that the server speaks HTTP/2, once it knows that it may connect (RFC 8441 §3). */
async function open(t: TestContext, url: string): Promise<ClientHttp2Session> {
  const session = connect(url);
  session.on('error', () => undefined);
  session.setTimeout(20_000, () => session.destroy());
  t.after(() => session.destroy());
  await once(session, 'remoteSettings');
  return session;
}

/** The client's side of a stream that was asked to be a WebSocket. */
class Client {
  readonly stream: ClientHttp2Stream;
  readonly answer: Promise<IncomingHttpHeaders>;
  #received = '';

  constructor(session: ClientHttp2Session, headers: OutgoingHttpHeaders = {}) {
    this.stream = session.request(
      {
        ':method': 'CONNECT',
        ':protocol': 'websocket',
        ':path': '/chat?room=1',
        'sec-websocket-version': '13',
        ...headers,
      },
      { endStream: false },
    );
    this.stream.on('error', () => undefined);
    this.answer = once(this.stream, 'response').then(([answer]) => answer as IncomingHttpHeaders);
    this.stream.on('data', (chunk: Buffer) => (this.#received += chunk.toString('latin1')));
  }

  send(frames: string): void {
    this.stream.write(frames, 'latin1');
  }

  /** What has come, once it is that many frames. */
  async frames(count: number): Promise<string[]> {
    for (;;) {
      const frames = describeFrames(`\r\n\r\n${this.#received}`) ?? [];
      if (frames.length >= count) return frames;
      await once(this.stream, 'data');
    }
  }

  async closed(): Promise<void> {
    if (!this.stream.closed) await once(this.stream, 'close');
  }
}

/** Runs an app behind the middleware. */
function withWebSockets(
  app: (context: HttpContext) => Promise<void>,
): (context: HttpContext) => Promise<void> {
  const middleware = webSockets({ allowedOrigins: ['https://good.example'] });
  return async (context) => {
    await middleware(context, () => app(context));
  };
}

async function echo({ features, request, response }: HttpContext): Promise<void> {
  const feature = features.get(IHttpWebSocketFeature);
  if (!feature) return void (response.statusCode = 400);
  response.headers.set('X-Request', `${request.method} ${request.path} ${request.queryString}`);
  const [subProtocol = ''] = feature.requestedProtocols;
  const socket = await feature.accept({ subProtocol });
  for await (const message of socket) await socket.send(message);
}

describe('WebSockets over HTTP/2 on KestrelServer', { timeout: 60_000 }, () => {
  it('echo messages until the client closes', async (t) => {
    const { url } = await startKestrel(t, withWebSockets(echo));
    const session = await open(t, url);
    assert.equal(session.remoteSettings.enableConnectProtocol, true);
    const client = new Client(session, { 'sec-websocket-protocol': 'chat, other' });
    const answer = await client.answer;
    assert.equal(answer[':status'], 200);
    assert.equal(answer['x-request'], 'CONNECT /chat ?room=1');
    assert.equal(answer['sec-websocket-protocol'], 'chat');
    assert.equal(answer['sec-websocket-accept'], undefined);
    client.send(frame('text', 'Hello') + frame('binary', 'b'.repeat(100_000)) + frame('ping', 'p'));
    assert.deepEqual((await client.frames(3)).toSorted(), [
      'binary 100000 times b',
      'pong p',
      'text Hello',
    ]);
    client.send(closeFrame(1000, 'bye'));
    assert.deepEqual((await client.frames(4)).at(-1), 'close 1000 bye');
    await client.closed();
    assert.equal(client.stream.rstCode, 0);
  });

  it('share their connection with each other and with requests', async (t) => {
    const { url } = await startKestrel(t, withWebSockets(echo));
    const session = await open(t, url);
    const clients = Array.from({ length: 5 }, () => new Client(session));
    clients.forEach((client, i) => client.send(frame('text', `${i}`)));
    const plain = session.request({ ':path': '/' });
    const [answer] = (await once(plain, 'response')) as [IncomingHttpHeaders];
    assert.equal(answer[':status'], 400);
    const frames = await Promise.all(clients.map((client) => client.frames(1)));
    assert.deepEqual(frames.flat(), ['text 0', 'text 1', 'text 2', 'text 3', 'text 4']);
  });

  it('are closed with 1011 when the app fails', async (t) => {
    const { url, log } = await startKestrel(
      t,
      withWebSockets(async ({ features }) => {
        await features.get(IHttpWebSocketFeature)?.accept();
        throw new Error('no');
      }),
    );
    const client = new Client(await open(t, url));
    assert.deepEqual(await client.frames(1), ['close 1011']);
    await client.closed();
    assert.equal(log.lines.filter((line) => line.includes('unhandled exception')).length, 1);
  });

  it('tell the app when the client resets the stream', async (t) => {
    const status = new Deferred<number | undefined>();
    const { url } = await startKestrel(
      t,
      withWebSockets(async ({ features }) => {
        const socket = await features.get(IHttpWebSocketFeature)?.accept();
        assert.equal(await socket?.receive(), undefined);
        status.resolve(socket?.closeStatus);
      }),
    );
    const client = new Client(await open(t, url));
    await client.answer;
    client.stream.close(8);
    assert.equal(await status.promise, 1006);
  });

  it('are no WebSockets for other protocols, versions and origins', async (t) => {
    const { url } = await startKestrel(t, withWebSockets(echo));
    const session = await open(t, url);
    const statusFor = async (headers: OutgoingHttpHeaders): Promise<unknown> => {
      const client = new Client(session, headers);
      const { ':status': status } = await client.answer;
      await client.closed();
      return status;
    };
    assert.equal(await statusFor({ ':protocol': 'connect-udp' }), 400);
    assert.equal(await statusFor({ 'sec-websocket-version': '8' }), 400);
    assert.equal(await statusFor({ origin: 'https://bad.example' }), 403);
  });

  it('are bounded by the limit of upgraded connections', async (t) => {
    const over = new Deferred();
    const app = async (context: HttpContext): Promise<void> => {
      await withWebSockets(echo)(context);
      over.resolve();
    };
    const { url } = await startKestrel(t, app, {
      configure: ({ limits }) => (limits.maxConcurrentUpgradedConnections = 1),
    });
    const session = await open(t, url);
    const first = new Client(session);
    assert.equal((await first.answer)[':status'], 200);
    assert.equal((await new Client(session).answer)[':status'], 500);
    first.send(closeFrame(1000));
    await over.promise;
    const next = new Client(session);
    assert.equal((await next.answer)[':status'], 200);
  });

  it('make no room for another connection: theirs goes on', async (t) => {
    const { url, port } = await startKestrel(t, withWebSockets(echo), {
      configure: ({ limits }) => (limits.maxConcurrentConnections = 1),
    });
    const session = await open(t, url);
    for (const client of [new Client(session), new Client(session)]) {
      assert.equal((await client.answer)[':status'], 200);
    }
    assert.equal(await new RawClient(t, port).closed(), '');
  });
});

describe('IHttpExtendedConnectFeature', { timeout: 60_000 }, () => {
  it('hands the stream over, once', async (t) => {
    const { url } = await startKestrel(t, async ({ features, response }) => {
      const feature = features.get(IHttpExtendedConnectFeature) ?? assert.fail();
      assert.equal(feature.isExtendedConnect, true);
      assert.equal(feature.protocol, 'echo');
      const stream = await feature.accept();
      await assert.rejects(feature.accept(), /can only be called once/);
      assert.throws(() => response.write('text'), /after connection has been upgraded/);
      for await (const chunk of stream) stream.write(chunk);
    });
    const { stream, answer } = new Client(await open(t, url), { ':protocol': 'echo' });
    stream.removeAllListeners('data');
    assert.equal((await answer)[':status'], 200);
    stream.end('Hello');
    assert.equal((await stream.setEncoding('utf8').toArray()).join(''), 'Hello');
  });

  it('refuses requests that ask for no protocol', async (t) => {
    const { url } = await startKestrel(t, async ({ features, response }) => {
      const feature = features.get(IHttpExtendedConnectFeature) ?? assert.fail();
      assert.equal(feature.isExtendedConnect, false);
      await assert.rejects(feature.accept(), /no extended CONNECT/);
      response.statusCode = 204;
    });
    const stream = (await open(t, url)).request({ ':path': '/' });
    const [answer] = (await once(stream, 'response')) as [IncomingHttpHeaders];
    assert.equal(answer[':status'], 204);
  });
});
