// The same work on Koa, which has no inject of its own: Fastify's.
import type { RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import inject from 'light-my-request';
import { measure } from './measure.ts';

interface KoaApp {
  use(middleware: (context: { body: string }, next: () => Promise<void>) => Promise<void>): void;
  callback(): RequestListener;
}
const Koa = createRequire(import.meta.url)('koa') as new () => KoaApp;

const app = new Koa();
for (let i = 0; i < 5; i++) {
  app.use(async (_context, next) => {
    await next();
  });
}
app.use(async (context) => {
  context.body = 'Hello, World!';
});
const listener = app.callback();
await measure(async () => (await inject(listener, { url: '/' })).payload);
