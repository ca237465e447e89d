// The bundled runtime as a worker; `/seen` tells which targets it was asked for.
import { WebHostBuilder } from '../../../../server-runtime/index.ts';

const seen: string[] = [];

process.exitCode = await new WebHostBuilder()
  .useKestrel()
  .useIISIntegration()
  .configure((app) => {
    app.run(async (context) => {
      const { request, response } = context;
      if (request.path === '/seen') {
        await response.write(JSON.stringify(seen));
        return;
      }
      seen.push(request.rawTarget);
      let body = '';
      for await (const chunk of request.body) body += Buffer.from(chunk).toString('latin1');
      const { scheme, host, path, pathBase } = request;
      const remote = `${context.connection.remoteIpAddress}:${context.connection.remotePort}`;
      await response.write(JSON.stringify({ scheme, host, path, pathBase, remote, body }));
    });
  })
  .build()
  .run();
