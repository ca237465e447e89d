import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import {
  IHttpWebSocketFeature,
  type IWebSocket,
} from '../../../server-runtime/http/features/httpWebSocketFeature.ts';
import type { IServer } from '../../../server-runtime/hosting/abstractions/server.ts';
import type { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import type { RequestDelegate } from '../../../server-runtime/http/requestDelegate.ts';
import {
  webSockets,
  type WebSocketOptions,
} from '../../../server-runtime/middleware/webSockets/webSockets.ts';
import { NodeHttpServer } from '../../../server-runtime/servers/nodeHttp/nodeHttpServer.ts';
import { servePipeline, type Site } from './servePipeline.ts';

type Talk = (socket: IWebSocket, context: HttpContext) => Promise<void>;

function serve(
  t: TestContext,
  talk: Talk,
  options?: WebSocketOptions,
  server?: IServer,
): Promise<Site> {
  const end: RequestDelegate = async (context) => {
    const feature = context.features.get(IHttpWebSocketFeature);
    if (!feature) {
      context.response.statusCode = 400;
      return;
    }
    const [subProtocol = ''] = feature.requestedProtocols;
    await talk(await feature.accept({ subProtocol }), context);
  };
  return servePipeline(t, [webSockets(options)], end, server);
}

function connect(t: TestContext, site: Site, protocols: string[] = [], origin?: string): WebSocket {
  const client = new WebSocket(site.url.replace('http', 'ws'), protocols, origin ? { origin } : {});
  t.after(() => client.terminate());
  return client;
}

const echo: Talk = async (socket) => {
  for await (const message of socket) await socket.send(message);
};

describe('WebSockets', { timeout: 60_000 }, () => {
  it('carry text and bytes both ways, with a sub-protocol', async (t) => {
    const site = await serve(t, echo);
    const client = connect(t, site, ['chat', 'other']);
    await once(client, 'open');
    assert.equal(client.protocol, 'chat');
    client.send('hé');
    const [text, isBinary] = (await once(client, 'message')) as [Buffer, boolean];
    assert.deepEqual([text.toString(), isBinary], ['hé', false]);
    client.send(Buffer.from([1, 2]));
    const [bytes, isBytes] = (await once(client, 'message')) as [Buffer, boolean];
    assert.deepEqual([[...bytes], isBytes], [[1, 2], true]);
  });

  it('work on node:http too, and do not keep it from stopping', async (t) => {
    const server = new NodeHttpServer();
    const site = await serve(t, echo, {}, server);
    const client = connect(t, site);
    await once(client, 'open');
    client.send('hi');
    await once(client, 'message');
    const closed = once(client, 'close');
    await server.stop(AbortSignal.abort());
    await closed;
  });

  it('are accepted once, before the response has started', async (t) => {
    const errors: unknown[] = [];
    const end: RequestDelegate = async ({ features, request, response }) => {
      const feature = features.get(IHttpWebSocketFeature) ?? assert.fail();
      const accept = (subProtocol = '') =>
        feature.accept({ subProtocol }).catch((error: unknown) => errors.push(String(error)));
      await accept('chat');
      if (request.path === '/late') await response.write('too late');
      else await accept();
      await accept();
    };
    const site = await servePipeline(t, [webSockets()], end);
    await once(connect(t, site), 'close');
    const late = new WebSocket(`${site.url.replace('http', 'ws')}/late`);
    t.after(() => late.terminate());
    await once(late, 'error');
    const sub = "TypeError: The client did not offer the sub-protocol 'chat'.";
    const started = 'Error: A WebSocket cannot be accepted: the response has already started.';
    assert.deepEqual(errors, [sub, started, sub, started]);
  });

  it('tell the app how the client closed', async (t) => {
    let report: (value: unknown) => void = () => undefined;
    const reported = new Promise((resolve) => (report = resolve));
    const site = await serve(t, async (socket) => {
      assert.equal(await socket.receive(), undefined);
      report([socket.closeStatus, socket.closeDescription]);
    });
    const client = connect(t, site);
    await once(client, 'open');
    client.close(4001, 'bye');
    assert.deepEqual(await reported, [4001, 'bye']);
  });

  it('end when the app closes them, ends, or fails', async (t) => {
    for (const [talk, status] of [
      [(socket: IWebSocket) => socket.close(4000, 'why'), 4000],
      [() => Promise.resolve(), 1000],
      [() => Promise.reject(new Error('boom')), 1011],
    ] as const) {
      const site = await serve(t, talk);
      const [code] = (await once(connect(t, site), 'close')) as [number];
      assert.equal(code, status);
    }
  });

  it('let the app see that the client is gone', async (t) => {
    let report: (value: unknown) => void = () => undefined;
    const reported = new Promise((resolve) => (report = resolve));
    const site = await serve(t, async (socket) => {
      await socket.receive();
      report(socket.closeStatus);
    });
    const client = connect(t, site);
    await once(client, 'open');
    client.terminate();
    assert.equal(await reported, 1006);
  });

  it('slow a client down that the app does not keep up with, and lose nothing', async (t) => {
    const site = await serve(t, async (socket) => {
      let count = 0;
      for await (const message of socket) {
        if (message === 'end') break;
        count++;
      }
      await socket.send(String(count));
    });
    const client = connect(t, site);
    await once(client, 'open');
    for (let i = 0; i < 1000; i++) client.send(`message ${i}`);
    client.send('end');
    const [count] = (await once(client, 'message')) as [Buffer];
    assert.equal(count.toString(), '1000');
  });

  it('refuse messages that are too large', async (t) => {
    const site = await serve(t, echo, { maxMessageSize: 10 });
    const client = connect(t, site);
    await once(client, 'open');
    client.send('x'.repeat(11));
    const [code] = (await once(client, 'close')) as [number];
    assert.equal(code, 1009);
  });

  it('accept allowed origins only', async (t) => {
    const site = await serve(t, echo, { allowedOrigins: ['https://example.com'] });
    await once(connect(t, site, [], 'https://EXAMPLE.com'), 'open');
    const [error] = (await once(connect(t, site, [], 'https://evil.com'), 'error')) as [Error];
    assert.match(error.message, /403/);
  });

  it('send pings, and end the connection of a client that does not answer', async (t) => {
    const site = await serve(t, echo, { keepAliveInterval: 10, keepAliveTimeout: 20 });
    const client = connect(t, site);
    await once(client, 'ping');
    const silent = new WebSocket(site.url.replace('http', 'ws'), { autoPong: false });
    t.after(() => silent.terminate());
    const [code] = (await once(silent, 'close')) as [number];
    assert.equal(code, 1006);
  });

  it('are not pinged all the time when the interval is longer than a timer takes', async (t) => {
    const site = await serve(t, echo, { keepAliveInterval: Infinity });
    const warnings: string[] = [];
    const onWarning = ({ name }: Error): void => void warnings.push(name);
    process.on('warning', onWarning);
    t.after(() => process.off('warning', onWarning));
    const client = connect(t, site);
    let pings = 0;
    client.on('ping', () => pings++);
    await once(client, 'open');
    for (let i = 0; i < 50; i++) {
      client.send('hi');
      await once(client, 'message');
    }
    assert.deepEqual([pings, warnings], [0, []]);
  });

  for (const [what, headers] of [
    ['another version', { 'Sec-WebSocket-Version': '8' }],
    ['a bad key', { 'Sec-WebSocket-Key': 'short' }],
    ['another protocol', { Upgrade: 'h2c' }],
  ] as const) {
    it(`leave a request with ${what} to the app`, async (t) => {
      const site = await serve(t, echo);
      const reply = await site.get('/', {
        headers: {
          Connection: 'Upgrade',
          Upgrade: 'websocket',
          'Sec-WebSocket-Version': '13',
          'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
          ...headers,
        },
      });
      assert.equal(reply.status, 400);
    });
  }
});
