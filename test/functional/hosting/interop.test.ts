import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type IncomingHttpHeaders } from 'node:http2';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import {
  fetchHandler,
  nodeHandler,
  TestServer,
  WebHostBuilder,
  type ApplicationBuilder,
} from '../../../server-runtime/index.ts';
import { listen } from '../../support/listen.ts';
import { rawExchange } from '../../support/rawExchange.ts';

const servers: Record<string, (builder: WebHostBuilder) => WebHostBuilder> = {
  Kestrel: (builder) => builder.useKestrel(),
  nodeHttp: (builder) => builder.useNodeHttp(),
};

for (const [name, use] of Object.entries(servers)) {
  const serve = async (
    t: TestContext,
    configure: (app: ApplicationBuilder) => void,
  ): Promise<string> => (await listen(t, use(new WebHostBuilder()).configure(configure))).address;

  describe(`fetchHandler on ${name}`, { timeout: 60_000 }, () => {
    it('hosts a handler of the Web platform', async (t) => {
      const address = await serve(t, (app) =>
        app.run(
          fetchHandler(async (request) => {
            const headers = new Headers({ 'X-Url': request.url, 'X-Method': request.method });
            headers.append('Set-Cookie', 'a=1');
            headers.append('Set-Cookie', 'b=2');
            return new Response(`got ${await request.text()}`, { status: 201, headers });
          }),
        ),
      );
      const response = await fetch(`${address}/a%20b?q=1`, { method: 'PUT', body: 'it' });
      assert.equal(response.status, 201);
      assert.equal(response.headers.get('X-Url'), `${address}/a%20b?q=1`);
      assert.equal(response.headers.get('X-Method'), 'PUT');
      assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2']);
      assert.equal(await response.text(), 'got it');
    });

    it('streams what the handler streams', async (t) => {
      const address = await serve(t, (app) =>
        app.run(
          fetchHandler(() => {
            let count = 0;
            const body = new ReadableStream({
              pull(controller) {
                if (count++ < 3) controller.enqueue(new TextEncoder().encode(`${count} `));
                else controller.close();
              },
            });
            return new Response(body);
          }),
        ),
      );
      assert.equal(await (await fetch(address)).text(), '1 2 3 ');
    });

    const tell = (request: Request): Response =>
      new Response(`${request.method} ${request.url} ${request.headers.get('X-Name')}`);
    for (const [what, sent, status, body] of [
      ['without a host', 'GET /a HTTP/1.0\r\n\r\n', 200, 'GET http://localhost/a null'],
      [
        'for the server as a whole',
        'OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n',
        200,
        'OPTIONS http://h/',
      ],
      [
        'whose path begins with two slashes',
        'GET //x/y HTTP/1.1\r\nHost: h\r\n\r\n',
        200,
        'GET http://h//x/y',
      ],
      ['with a method of its own', 'QUERY /q HTTP/1.1\r\nHost: h\r\n\r\n', 200, 'QUERY http://h/q'],
      [
        'with a header beyond ASCII',
        'GET / HTTP/1.1\r\nHost: h\r\nX-Name: \u00e2\u0082\u00ac\r\n\r\n',
        200,
        'GET http://h/',
      ],
      [
        'with a host that would become part of the path',
        'GET /public HTTP/1.1\r\nHost: h/private?\r\n\r\n',
        400,
        '',
      ],
      ['with a host that is none', 'GET / HTTP/1.1\r\nHost: [:::]\r\n\r\n', 400, ''],
      ['with a method that a Request cannot have', 'TRACE / HTTP/1.1\r\nHost: h\r\n\r\n', 501, ''],
    ] as const) {
      it(`answers a request ${what} with ${status}`, async (t) => {
        const address = await serve(t, (app) => app.run(fetchHandler(tell)));
        const answer = await rawExchange(
          address,
          sent.replace(/\r\n\r\n$/, '\r\nConnection: close$&'),
        );
        assert.equal(answer.slice(0, 12), `HTTP/1.1 ${status}`);
        assert.ok(answer.includes(body), answer);
      });
    }

    it('answers without a body', async (t) => {
      const address = await serve(t, (app) =>
        app.run(fetchHandler(() => new Response(null, { status: 204 }))),
      );
      assert.equal((await fetch(address)).status, 204);
    });
  });
}

describe('fetchHandler', { timeout: 60_000 }, () => {
  it('says so when the handler gives no Response', async (t) => {
    const server = await TestServer.create(
      new WebHostBuilder().configure((app) => app.run(fetchHandler(() => 'text' as never))),
    );
    t.after(() => server[Symbol.asyncDispose]());
    await assert.rejects(server.send({ url: '/' }), {
      name: 'TypeError',
      message: 'The handler of fetchHandler gave no Response.',
    });
  });
});

describe('fetchHandler over HTTP/2', { timeout: 60_000 }, () => {
  it('hosts the same handler', async (t) => {
    const builder = new WebHostBuilder().useKestrel().configure((app) =>
      app.run(
        fetchHandler(async (request) => {
          const names = [...request.headers.keys()].sort().join();
          const headers = { 'X-Names': names, Connection: 'close' };
          return new Response(`${request.method} ${request.url} ${await request.text()}`, {
            headers,
          });
        }),
      ),
    );
    const { address } = await listen(t, builder);
    const client = connect(address);
    t.after(() => client.destroy());
    const stream = client.request({ ':method': 'POST', ':path': '/a?b', 'x-one': '1' });
    stream.end('body');
    const [headers] = (await once(stream, 'response')) as [IncomingHttpHeaders];
    assert.equal(headers[':status'], 200);
    assert.equal(headers['x-names'], 'host,x-one');
    assert.equal(headers['connection'], undefined);
    assert.equal(await text(stream), `POST ${address}/a?b body`);
  });
});

describe('nodeHandler', { timeout: 60_000 }, () => {
  it("gives a listener Node's own request and response", async (t) => {
    const builder = new WebHostBuilder().useNodeHttp().configure((app) => {
      app.use(async ({ response }, next) => {
        response.headers.set('X-Before', '1');
        await next();
        assert.ok(response.hasStarted);
        assert.equal(response.statusCode, 202);
      });
      app.map('/node', (branch) => {
        branch.run(
          nodeHandler((request, response) => {
            response.statusCode = 202;
            request.pipe(response).on('error', assert.fail);
            response.setHeader('X-Url', request.url ?? '');
          }),
        );
      });
      app.run(nodeHandler((request, response) => response.writeHead(202).end(request.url)));
    });
    const { address } = await listen(t, builder);
    const mounted = await fetch(`${address}/node/x%20y?q`, { method: 'POST', body: 'echo' });
    assert.equal(mounted.status, 202);
    assert.equal(mounted.headers.get('X-Before'), '1');
    assert.equal(mounted.headers.get('X-Url'), '/x%20y?q');
    assert.equal(await mounted.text(), 'echo');
    assert.equal(await (await fetch(`${address}/a%2fb`)).text(), '/a%2fb');
  });

  it('says which server it needs', async (t) => {
    const server = await TestServer.create(
      new WebHostBuilder().configure((app) => app.run(nodeHandler(() => undefined))),
    );
    t.after(() => server[Symbol.asyncDispose]());
    await assert.rejects(server.send(), /which only the server of useNodeHttp has/);
  });
});
