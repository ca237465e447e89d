// Static files on Kestrel: `ours.ts FOLDER`.
import { createRequire } from 'node:module';
import type * as Runtime from '../../../../server-runtime/index.ts';

const require = createRequire(import.meta.url);
const { WebHostBuilder } = require('../../../../dist/runtime/index.js') as typeof Runtime;

await new WebHostBuilder()
  .useKestrel()
  .useUrls('http://127.0.0.1:0')
  .useWebRoot(process.argv[2] ?? '')
  .configure((app) => {
    app.useStaticFiles();
  })
  .build()
  .run();
