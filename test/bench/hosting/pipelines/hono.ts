// The same work on Hono, through its own request method.
import { Hono } from 'hono';
import { measure } from './measure.ts';

const app = new Hono();
for (let i = 0; i < 5; i++) {
  app.use(async (_context, next) => {
    await next();
  });
}
app.get('/', (context) => context.text('Hello, World!'));
await measure(async () => (await app.request('/')).text());
