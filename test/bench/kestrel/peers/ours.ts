// The app on Kestrel through everything that a request passes in a real host: features, context, one middleware.
import type * as Runtime from '../../../../server-runtime/index.ts';

// The bundle that apps get, with the types of its source: there is no dist/ before the first build.
const bundle = new URL('../../../../dist/runtime/index.js', import.meta.url).href;
const { WebHostBuilder } = (await import(bundle)) as typeof Runtime;

const large = 'a'.repeat(1_048_576);

const host = new WebHostBuilder()
  .useUrls('http://127.0.0.1:0')
  .useKestrel()
  .configure((app) => {
    app.use(async (_context, next) => {
      await next();
    });
    app.run(async ({ request, response }) => {
      response.headers.set('Content-Type', 'text/plain');
      if (request.method === 'POST') {
        let size = 0;
        for await (const chunk of request.body) size += chunk.length;
        await response.write(String(size));
      } else {
        const text = request.path === '/large' ? large : 'Hello, World!';
        response.headers.set('Content-Length', text.length);
        await response.write(text);
      }
    });
  })
  .build();
await host.run();
