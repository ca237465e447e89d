// The same work on Fastify, with hooks for middleware, through its inject.
import fastify from 'fastify';
import { measure } from './measure.ts';

const app = fastify();
for (let i = 0; i < 5; i++) app.addHook('onRequest', async () => undefined);
app.get('/', async (_request, reply) => {
  reply.type('text/plain');
  return 'Hello, World!';
});
await app.ready();
await measure(async () => (await app.inject('/')).payload);
