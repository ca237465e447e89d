import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it, type TestContext } from 'node:test';
import { fastify } from 'fastify';
import { H3 } from 'h3';
import { Hono } from 'hono';
import {
  fetchHandler,
  nodeHandler,
  TestServer,
  WebHostBuilder,
  type ApplicationBuilder,
  type FetchFunction,
  type NodeListener,
} from '../../../server-runtime/index.ts';
import { listen } from '../../support/listen.ts';

interface ExpressRequest {
  readonly params: Record<string, string>;
  readonly query: Record<string, string>;
  readonly body: string;
}

interface ExpressResponse {
  set(name: string, value: string): this;
  status(code: number): this;
  send(body: string): this;
}

type ExpressHandler = (request: ExpressRequest, response: ExpressResponse) => void;

interface ExpressApp {
  use(middleware: unknown): void;
  get(path: string, handler: ExpressHandler): void;
  post(path: string, handler: ExpressHandler): void;
}

interface KoaContext {
  readonly req: AsyncIterable<Uint8Array>;
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  status: number;
  body: string;
  set(name: string, value: string): void;
}

interface KoaApp {
  use(middleware: (context: KoaContext) => Promise<void>): void;
  callback(): NodeListener;
}

// Neither brings types of its own.
const require = createRequire(import.meta.url);
const express = require('express') as { (): ExpressApp & NodeListener; text(): unknown };
const Koa = (require('koa') as { default: new () => KoaApp }).default;

async function readAll(stream: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

function expressApp(): NodeListener {
  const app = express();
  app.use(express.text());
  app.get('/hello/:name', (request, response) => {
    response.set('X-Query', `${request.query['q']}`).send(`Hello ${request.params['name']}`);
  });
  app.post('/echo', (request, response) => void response.status(201).send(request.body));
  return app;
}

function koaApp(): NodeListener {
  const app = new Koa();
  app.use(async (context) => {
    if (context.method === 'POST') {
      context.status = 201;
      context.body = await readAll(context.req);
    } else if (context.path.startsWith('/hello/')) {
      context.set('X-Query', `${context.query['q']}`);
      context.body = `Hello ${context.path.slice('/hello/'.length)}`;
    }
  });
  return app.callback();
}

async function fastifyApp(t: TestContext): Promise<NodeListener> {
  const app = fastify();
  t.after(() => app.close());
  app.get<{ Params: { name: string }; Querystring: { q: string } }>(
    '/hello/:name',
    ({ params, query }, reply) => reply.header('X-Query', query.q).send(`Hello ${params.name}`),
  );
  app.post('/echo', ({ body }, reply) => reply.code(201).send(body));
  await app.ready();
  return (request, response) => app.routing(request, response);
}

const frameworks: Record<string, (t: TestContext) => NodeListener | Promise<NodeListener>> = {
  Express: expressApp,
  Koa: koaApp,
  Fastify: fastifyApp,
};

function honoApp(): FetchFunction {
  const app = new Hono();
  app.get('/hello/:name', (context) => {
    context.header('X-Query', context.req.query('q') ?? '');
    return context.text(`Hello ${context.req.param('name')}`);
  });
  app.post('/echo', async (context) => context.text(await context.req.text(), 201));
  return (request) => app.fetch(request);
}

function h3App(): FetchFunction {
  const app = new H3();
  app.get('/hello/:name', ({ context, res, url }) => {
    res.headers.set('X-Query', url.searchParams.get('q') ?? '');
    return `Hello ${context.params?.['name']}`;
  });
  app.post('/echo', async ({ req, res }) => {
    res.status = 201;
    return req.text();
  });
  return (request) => app.fetch(request);
}

const fetchApps: Record<string, () => FetchFunction> = { Hono: honoApp, h3: h3App };

function behindOurs(handler: FetchFunction): (app: ApplicationBuilder) => void {
  return (app) => {
    app.use(async ({ response }, next) => {
      response.headers.set('X-Before', 'ours');
      await next();
    });
    app.run(fetchHandler(handler));
  };
}

async function check(
  address: string,
  send: (url: string, init?: RequestInit) => Promise<Response> = fetch,
): Promise<void> {
  const hello = await send(`${address}/hello/you?q=1`);
  assert.equal(hello.status, 200);
  assert.equal(hello.headers.get('X-Query'), '1');
  assert.equal(hello.headers.get('X-Before'), 'ours');
  assert.equal(await hello.text(), 'Hello you');
  const headers = { 'Content-Type': 'text/plain' };
  const body = 'x'.repeat(50_000);
  const echo = await send(`${address}/echo`, { method: 'POST', headers, body });
  assert.equal(echo.status, 201);
  assert.equal(await echo.text(), body);
  const missing = await send(`${address}/missing`);
  assert.equal(missing.status, 404);
  await missing.text();
}

describe('Apps of other frameworks', { timeout: 60_000 }, () => {
  for (const [name, create] of Object.entries(frameworks)) {
    it(`runs one of ${name}, unchanged, behind our middleware`, async (t) => {
      const listener = await create(t);
      const builder = new WebHostBuilder().useNodeHttp().configure((app) => {
        app.use(async ({ response }, next) => {
          response.headers.set('X-Before', 'ours');
          await next();
        });
        app.run(nodeHandler(listener));
      });
      await check((await listen(t, builder)).address);
    });
  }

  for (const [name, create] of Object.entries(fetchApps)) {
    for (const use of ['useKestrel', 'useNodeHttp'] as const) {
      it(`runs one of ${name} with ${use}`, async (t) => {
        const builder = new WebHostBuilder();
        await check((await listen(t, builder[use]().configure(behindOurs(create())))).address);
      });
    }

    it(`runs one of ${name} without a socket`, async (t) => {
      const builder = new WebHostBuilder().configure(behindOurs(create()));
      const server = await TestServer.create(builder);
      t.after(() => server[Symbol.asyncDispose]());
      await check('http://localhost', (url, init) => server.fetch(url, init));
    });
  }
});
