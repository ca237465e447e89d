// The same files by @fastify/static: `fastify.ts FOLDER`.
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';

const app = fastify();
await app.register(fastifyStatic, { root: process.argv[2] ?? '' });
console.log(`Now listening on: ${await app.listen({ port: 0, host: '127.0.0.1' })}`);
