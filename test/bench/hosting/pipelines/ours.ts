// Five steps and an answer through TestServer.
import { createRequire } from 'node:module';
import type * as Runtime from '../../../../server-runtime/index.ts';
import { measure } from './measure.ts';

const require = createRequire(import.meta.url);
const { TestServer, WebHostBuilder } =
  require('../../../../dist/runtime/index.js') as typeof Runtime;

const server = await TestServer.create(
  new WebHostBuilder().configure((app) => {
    for (let i = 0; i < 5; i++) {
      app.use(async (_context, next) => {
        await next();
      });
    }
    app.run(async ({ response }) => {
      response.contentType = 'text/plain';
      await response.write('Hello, World!');
    });
  }),
);
await measure(async () => (await server.send({ url: '/' })).text);
