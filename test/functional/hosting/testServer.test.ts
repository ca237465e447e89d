import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { TestServer, WebHostBuilder, type HttpContext } from '../../../server-runtime/index.ts';
import { Deferred } from '../../../server-runtime/primitives/deferred.ts';

async function serve(
  t: TestContext,
  handle: (context: HttpContext) => Promise<void> | void,
): Promise<TestServer> {
  const server = await TestServer.create(new WebHostBuilder().configure((app) => app.run(handle)));
  t.after(() => server[Symbol.asyncDispose]());
  return server;
}

describe('TestServer', { timeout: 60_000 }, () => {
  it('runs the app without a socket', async (t) => {
    const server = await serve(t, async ({ request, response }) => {
      response.statusCode = 201;
      response.headers.set('X-Seen', request.headers.get('X-Sent') ?? '');
      await response.write(`${request.method} ${request.getDisplayUrl()} ${await request.text()}`);
    });
    const response = await server.send({
      method: 'POST',
      url: '/a%20b?q=1',
      headers: { 'X-Sent': 'yes' },
      body: 'body',
    });
    assert.equal(response.statusCode, 201);
    assert.equal(response.headers.get('X-Seen'), 'yes');
    assert.equal(response.text, 'POST http://localhost/a b?q=1 body');
  });

  it('gives JSON and bytes', async (t) => {
    const server = await serve(t, ({ response }) => response.writeJson({ a: 1 }));
    const response = await server.send();
    assert.deepEqual(response.json, { a: 1 });
    assert.equal(response.bytes.length, 7);
  });

  it('lets out what the app throws', async (t) => {
    const server = await serve(t, () => {
      throw new Error('broken');
    });
    await assert.rejects(server.send(), { message: 'broken' });
    await assert.rejects(server.fetch('/'), { message: 'broken' });
  });

  it('runs the callbacks of the response', async (t) => {
    const calls: string[] = [];
    const server = await serve(t, ({ response }) => {
      response.onStarting(() => void calls.push('starting'));
      response.onCompleted(() => void calls.push('completed'));
    });
    await server.send();
    assert.deepEqual(calls, ['starting', 'completed']);
  });

  it('is a client of the Web platform', async (t) => {
    const server = await serve(t, async ({ request, response }) => {
      response.cookies.append('a', '1');
      response.cookies.append('b', '2');
      await response.writeFrom(request.body);
    });
    const response = await server.fetch('/x', { method: 'POST', body: 'echo' });
    assert.equal(response.status, 200);
    assert.deepEqual(response.headers.getSetCookie(), ['a=1; path=/', 'b=2; path=/']);
    assert.equal(await response.text(), 'echo');
  });

  it('answers as soon as the headers are there', async (t) => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const server = await serve(t, async ({ response }) => {
      await response.write('first ');
      await released;
      await response.write('second');
    });
    const response = await server.fetch('http://localhost/');
    release();
    assert.equal(await response.text(), 'first second');
  });

  it('tells the app when the client goes away', async (t) => {
    let reason: unknown;
    const server = await serve(t, async ({ requestAborted, response }) => {
      await response.write('x');
      if (!requestAborted.aborted) await once(requestAborted, 'abort');
      reason = 'gone';
    });
    const response = await server.fetch('/');
    await response.body?.cancel();
    const abortion = new AbortController();
    const sent = server.send({ signal: abortion.signal });
    abortion.abort();
    await sent;
    assert.equal(reason, 'gone');
  });

  it('lets requests in flight end when it stops', async (t) => {
    const arrived = new Deferred();
    const released = new Deferred();
    const server = await serve(t, async ({ response }) => {
      arrived.resolve();
      await released.promise;
      await response.write('late');
    });
    const answer = server.send();
    await arrived.promise;
    let hasStopped = false;
    const stopped = server.stop().then(() => (hasStopped = true));
    await assert.rejects(server.send(), /has been stopped/);
    assert.equal(hasStopped, false);
    released.resolve();
    assert.equal((await answer).text, 'late');
    await stopped;
  });

  it('aborts requests in flight when the time to stop is over, and does not wait for deaf ones', async (t) => {
    const arrived = new Deferred();
    const released = new Deferred();
    let count = 0;
    const server = await serve(t, async ({ request, requestAborted }) => {
      if (++count === 2) arrived.resolve();
      if (request.path === '/deaf') await released.promise;
      else await once(requestAborted, 'abort');
    });
    const answers = [server.send({ url: '/' }), server.send({ url: '/deaf' })];
    await arrived.promise;
    const time = new AbortController();
    const stopped = server.stop(time.signal);
    time.abort();
    await stopped;
    await answers[0];
    released.resolve();
    await answers[1];
  });

  it('starts once, and disposes a host that does not start', async (t) => {
    const server = await serve(t, () => undefined);
    const application = {
      createContext: () => undefined,
      processRequest: () => Promise.resolve(),
      disposeContext: () => undefined,
    };
    await assert.rejects(server.start(application), { message: 'Server has already started.' });
    let disposed = 0;
    const broken = new WebHostBuilder()
      .configureServices((services) => {
        services.addSingleton('thing', () => ({ dispose: () => void disposed++ }));
      })
      .configure((app) => {
        app.applicationServices.get('thing');
        throw new Error('broken');
      });
    await assert.rejects(TestServer.create(broken), { message: 'broken' });
    assert.equal(disposed, 1);
  });

  it('takes no requests before the start and after the stop', async (t) => {
    const server = await serve(t, () => undefined);
    await server.stop();
    await assert.rejects(server.send(), /has been stopped/);
    await assert.rejects(new TestServer().send(), /has not been started/);
  });
});
