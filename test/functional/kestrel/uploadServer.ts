// Takes uploads and counts their bytes: `uploadServer.ts kestrel|nodeHttp LIMIT`. `GET /memory` tells its memory.
import { IServerAddressesFeature, WebHostBuilder } from '../../../server-runtime/index.ts';

const [server, limit] = process.argv.slice(2);
const builder = new WebHostBuilder().suppressStatusMessages().useUrls('http://127.0.0.1:0');
if (server === 'kestrel') {
  builder.useKestrel(({ limits }) => {
    limits.maxRequestBodySize = limit === 'none' ? null : Number(limit);
  });
} else {
  builder.useNodeHttp();
}
const host = builder
  .configure((app) => {
    app.run(async ({ request, response }) => {
      if (request.path === '/memory') {
        // The most that the process has ever had, in bytes.
        await response.write(String(process.resourceUsage().maxRSS * 1024));
        return;
      }
      let length = 0;
      for await (const chunk of request.body) length += chunk.length;
      await response.write(`${length} bytes`);
    });
  })
  .build();
await host.start();
console.log(host.serverFeatures.get(IServerAddressesFeature)?.addresses[0]);
