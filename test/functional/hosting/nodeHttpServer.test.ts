import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as sendRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { connect } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import {
  BadHttpRequestError,
  IHttpRequestBodyDetectionFeature,
  IHttpRequestTrailersFeature,
  IHttpUpgradeFeature,
  IServerAddressesFeature,
  ITlsHandshakeFeature,
  NodeHttpServer,
  WebHostBuilder,
  type HttpContext,
} from '../../../server-runtime/index.ts';
import { Deferred } from '../../../server-runtime/primitives/deferred.ts';
import { createCertificate } from '../../support/certificate.ts';
import { listen } from '../../support/listen.ts';
import { rawExchange } from '../../support/rawExchange.ts';
import { RecordingLoggerProvider } from '../../support/recordingLoggerProvider.ts';

async function serve(
  t: TestContext,
  handle: (context: HttpContext) => Promise<void> | void,
  log = new RecordingLoggerProvider(),
): Promise<string> {
  const builder = new WebHostBuilder()
    .useNodeHttp()
    .configureLogging((logging) => logging.addProvider(log))
    .configure((app) => app.run(handle));
  return (await listen(t, builder)).address;
}

describe('NodeHttpServer', { timeout: 60_000 }, () => {
  it('gives the app the parts of the request', async (t) => {
    const address = await serve(t, async ({ request, response, connection }) => {
      await response.writeJson({
        method: request.method,
        path: request.path,
        pathBase: request.pathBase,
        queryString: request.queryString,
        rawTarget: request.rawTarget,
        protocol: request.protocol,
        scheme: request.scheme,
        host: request.host,
        values: request.headers.getAll('X-Value'),
        body: await request.text(),
        remote: connection.remoteIpAddress,
      });
    });
    const { host } = new URL(address);
    const response = await rawExchange(
      address,
      `POST /a/../b%20c%2Fd?x=%20 HTTP/1.1\r\nHost: ${host}\r\nX-Value: 1\r\nx-value: 2\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody`,
    );
    assert.deepEqual(JSON.parse(response.split('\r\n\r\n')[1]?.split('\r\n')[1] ?? ''), {
      method: 'POST',
      path: '/b c%2Fd',
      pathBase: '',
      queryString: '?x=%20',
      rawTarget: '/a/../b%20c%2Fd?x=%20',
      protocol: 'HTTP/1.1',
      scheme: 'http',
      host,
      values: ['1', '2'],
      body: 'body',
      remote: '127.0.0.1',
    });
  });

  it('keeps repeated response headers apart', async (t) => {
    const address = await serve(t, ({ response }) => {
      response.cookies.append('a', '1');
      response.cookies.append('b', '2');
      response.statusCode = 201;
      response.reasonPhrase = 'Made';
    });
    const response = await fetch(address);
    assert.equal(response.status, 201);
    assert.equal(response.statusText, 'Made');
    assert.deepEqual(response.headers.getSetCookie(), ['a=1; path=/', 'b=2; path=/']);
  });

  it('answers 500 when the app throws before the response has started', async (t) => {
    const log = new RecordingLoggerProvider();
    const address = await serve(
      t,
      ({ response }) => {
        response.headers.set('X-Left', '1');
        response.onStarting(() => assert.fail('called'));
        throw new Error('broken');
      },
      log,
    );
    const response = await fetch(address);
    assert.equal(response.status, 500);
    assert.equal(response.headers.get('X-Left'), null);
    assert.equal(await response.text(), '');
    assert.ok(log.lines.includes('error: An unhandled exception was thrown by the application.'));
  });

  it('breaks the connection when the app throws after that', async (t) => {
    const completed: unknown[] = [];
    const address = await serve(t, async ({ response }) => {
      response.onCompleted(() => void completed.push(1));
      await response.write('the beginning');
      throw new Error('broken');
    });
    await assert.rejects(fetch(address).then((response) => response.text()));
    assert.equal(completed.length, 1);
  });

  it('answers 500 when an onStarting callback throws', async (t) => {
    const address = await serve(t, ({ response }) => {
      response.onStarting(() => {
        throw new Error('broken');
      });
    });
    assert.equal((await fetch(address)).status, 500);
  });

  it('answers with the status of a bad request that the app leaves alone', async (t) => {
    const address = await serve(t, () => {
      throw new BadHttpRequestError('too much', 413);
    });
    assert.equal((await fetch(address)).status, 413);
  });

  it('tells the app when the client goes away', async (t) => {
    let noticed = (): void => undefined;
    const hasNoticed = new Promise<void>((resolve) => {
      noticed = resolve;
    });
    const address = await serve(t, async ({ requestAborted, response }) => {
      await response.write('x');
      if (!requestAborted.aborted) await once(requestAborted, 'abort');
      noticed();
    });
    const abortion = new AbortController();
    const response = await fetch(address, { signal: abortion.signal });
    abortion.abort();
    await assert.rejects(response.text());
    await hasNoticed;
  });

  it('does not tell so after the response was completed', async (t) => {
    let signal: AbortSignal | undefined;
    const address = await serve(t, ({ requestAborted, response }) => {
      signal = requestAborted;
      return response.write('x');
    });
    await rawExchange(address, 'GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
    assert.equal(signal?.aborted, false);
  });

  it('lets the app abort', async (t) => {
    const address = await serve(t, (context) => context.abort());
    await assert.rejects(fetch(address));
  });

  it('waits for a slow client', async (t) => {
    const chunk = 'x'.repeat(64 * 1024);
    let isBackedUp = false;
    const address = await serve(t, async ({ response }) => {
      for (let i = 0; i < 100; i++) {
        const room = response.write(chunk);
        if (room) isBackedUp = true;
        await room;
      }
    });
    const request = sendRequest(address).end();
    const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
    let length = 0;
    for await (const part of response) length += (part as Buffer).length;
    assert.equal(length, 100 * chunk.length);
    assert.ok(isBackedUp);
  });

  it('hands the connection over to another protocol', async (t) => {
    const address = await serve(t, async ({ features, response }) => {
      const upgrade = features.get(IHttpUpgradeFeature) ?? assert.fail();
      response.headers.set('Upgrade', 'echo');
      const socket = await upgrade.upgrade();
      await assert.rejects(upgrade.upgrade(), /can only be called once per connection/);
      socket.pipe(socket);
    });
    const { port } = new URL(address);
    const socket = connect(Number(port), '127.0.0.1');
    t.after(() => socket.destroy());
    socket.write('GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nearly ');
    let seen = '';
    socket.on('data', (data: Buffer) => {
      seen += data.toString();
      if (seen.endsWith('early ')) socket.write('late');
      if (seen.endsWith('late')) socket.end();
    });
    await once(socket, 'close');
    assert.match(seen, /^HTTP\/1\.1 101 Switching Protocols\r\n/);
    assert.match(seen, /\r\nUpgrade: echo\r\n/);
    assert.match(seen, /\r\nConnection: Upgrade\r\n/i);
    assert.ok(seen.endsWith('\r\n\r\nearly late'));
  });

  it('answers as usual when the app does not upgrade', async (t) => {
    const address = await serve(t, ({ response }) => response.write('no'));
    const answer = await rawExchange(
      address,
      'GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n',
    );
    assert.match(answer, /^HTTP\/1\.1 200 OK\r\n/);
    assert.match(answer, /no/);
  });

  it('has no upgrade feature where nothing can be upgraded', async (t) => {
    const address = await serve(t, ({ features, response }) => {
      response.statusCode = features.get(IHttpUpgradeFeature) ? 200 : 204;
    });
    assert.equal((await fetch(address)).status, 204);
  });

  it('answers 400 when the target makes no sense', async (t) => {
    const address = await serve(t, () => assert.fail('called'));
    const answer = await rawExchange(address, 'GET /%00 HTTP/1.1\r\nHost: h\r\n\r\n');
    assert.match(answer, /^HTTP\/1\.1 400 /);
  });

  it('hands out trailers once the body has been read', async (t) => {
    const address = await serve(t, async ({ features, request, response }) => {
      const trailers = features.get(IHttpRequestTrailersFeature) ?? assert.fail();
      const detection = features.get(IHttpRequestBodyDetectionFeature);
      assert.throws(() => trailers.trailers, /not available yet/);
      await response.write(`${detection?.canHaveBody} ${await request.text()} `);
      await response.write(trailers.trailers.getAll('X-Sum').join());
    });
    const answer = await rawExchange(
      address,
      'POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\nX-Sum: 1\r\n\r\n',
    );
    assert.match(answer, /\r\n\r\ntrue body 1$/);
  });

  it('answers requests that were sent without waiting, in order', async (t) => {
    const first = new Deferred();
    const address = await serve(t, async ({ request, response }) => {
      if (request.path === '/1') await first.promise;
      else first.resolve();
      await response.write(`answer ${request.path}`);
    });
    const answers = await rawExchange(
      address,
      'GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n',
    );
    assert.match(answers, /answer \/1\r\n0\r\n\r\nHTTP[^]*answer \/2\r\n0\r\n\r\n$/);
  });

  it('lets the request in flight finish when it stops, then closes its connection', async (t) => {
    const arrived = new Deferred();
    const stopping = new Deferred();
    const server = new NodeHttpServer({ node: { keepAliveTimeout: 0 } });
    const builder = new WebHostBuilder().useServer(server).configure((app) =>
      app.run(async ({ response }) => {
        arrived.resolve();
        await stopping.promise;
        await response.write('whole');
      }),
    );
    const { address } = await listen(t, builder);
    const answer = rawExchange(address, 'GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    await arrived.promise;
    const stopped = server.stop();
    await assert.rejects(fetch(address));
    stopping.resolve();
    assert.match(await answer, /whole/);
    await stopped;
  });

  it('ends what is left when the signal of the stop aborts, upgraded connections too', async (t) => {
    const upgraded = new Deferred();
    const arrived = new Deferred();
    const server = new NodeHttpServer();
    const builder = new WebHostBuilder().useServer(server).configure((app) =>
      app.run(async ({ features, requestAborted, response }) => {
        const upgrade = features.get(IHttpUpgradeFeature);
        if (upgrade) {
          response.headers.set('Upgrade', 'echo');
          await upgrade.upgrade();
          upgraded.resolve();
        } else {
          arrived.resolve();
          await once(requestAborted, 'abort');
        }
      }),
    );
    const { address } = await listen(t, builder);
    const { port } = new URL(address);
    const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
    t.after(() => socket.destroy());
    socket.resume();
    const request = 'GET / HTTP/1.1\r\nHost: h\r\n';
    socket.write(`${request}Connection: Upgrade\r\nUpgrade: echo\r\n\r\n`);
    await upgraded.promise;
    const answer = rawExchange(address, `${request}\r\n`).catch(() => 'reset');
    await arrived.promise;
    const abortion = new AbortController();
    const stopped = server.stop(abortion.signal);
    abortion.abort();
    await Promise.all([stopped, once(socket, 'close'), answer]);
  });

  it('starts once', async (t) => {
    const server = new NodeHttpServer();
    t.after(() => server.stop());
    const application = {
      createContext: () => null,
      processRequest: () => Promise.resolve(),
      disposeContext: () => undefined,
    };
    server.features.get(IServerAddressesFeature)?.addresses.push('http://127.0.0.1:0');
    await server.start(application);
    await assert.rejects(server.start(application), { message: 'Server has already started.' });
  });
});

describe('NodeHttpServer over TLS', { timeout: 60_000 }, () => {
  it('does not wait for a handshake that never ends when it stops', async (t) => {
    const { cert, key } = await createCertificate();
    const server = new NodeHttpServer({ node: { cert, key } });
    t.after(() => server.stop(AbortSignal.abort()));
    const addresses = server.features.get(IServerAddressesFeature)?.addresses ?? assert.fail();
    addresses.push('https://127.0.0.1:0');
    await server.start({
      createContext: () => null,
      processRequest: () => Promise.resolve(),
      disposeContext: () => undefined,
    });
    const socket = connect(Number(new URL(addresses[0] ?? '').port), '127.0.0.1');
    t.after(() => socket.destroy());
    await once(socket, 'connect');
    await server.stop(AbortSignal.abort());
  });

  it('tells what was agreed on', async (t) => {
    const { cert, key } = await createCertificate();
    const builder = new WebHostBuilder().useNodeHttp({ node: { cert, key } }).configure((app) =>
      app.run(({ connection, features, request, response }) => {
        const handshake = features.get(ITlsHandshakeFeature);
        return response.writeJson({
          scheme: request.scheme,
          protocol: handshake?.protocol,
          cipher: handshake?.negotiatedCipherSuite,
          hostName: handshake?.hostName,
          certificate: connection.clientCertificate ?? null,
        });
      }),
    );
    const { host } = await listen(t, builder, 'https://127.0.0.1:0');
    const [address = ''] = host.serverFeatures.get(IServerAddressesFeature)?.addresses ?? [];
    const request = secureRequest(address, { ca: cert, servername: 'localhost' }).end();
    const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
    let text = '';
    for await (const chunk of response) text += String(chunk);
    const { cipher, ...rest } = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual(rest, {
      scheme: 'https',
      protocol: 'TLSv1.3',
      hostName: 'localhost',
      certificate: null,
    });
    assert.match(String(cipher), /^TLS_/);
  });
});
