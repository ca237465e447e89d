// The same app on Fastify, with its hook where ours has a middleware.
import fastify from 'fastify';

const large = 'a'.repeat(1_048_576);

const app = fastify();
app.addHook('onRequest', (_request, _reply, done) => done());
app.get('/', (_request, reply) => reply.type('text/plain').send('Hello, World!'));
app.get('/large', (_request, reply) => reply.type('text/plain').send(large));
app.addContentTypeParser('*', (_request, payload, done) => {
  let size = 0;
  payload.on('data', (chunk: Buffer) => (size += chunk.length));
  payload.on('end', () => done(null, size));
});
app.post('/', (request, reply) => reply.type('text/plain').send(String(request.body)));
console.log(`Now listening on: ${await app.listen({ port: 0, host: '127.0.0.1' })}`);
