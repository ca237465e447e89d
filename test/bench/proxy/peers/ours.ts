// The front end under test, with the canned worker behind it.
import { join } from 'node:path';
import { IISExpressServer } from '../../../../server-runtime/servers/iisExpress/iisExpressServer.ts';

const script = process.argv[2] ?? 'cannedWorker.ts';
const server = new IISExpressServer({
  urls: ['http://127.0.0.1:0'],
  physicalPath: import.meta.dirname,
  maxRequestBodySize: null,
  worker: { command: process.execPath, args: [join(import.meta.dirname, '..', script)] },
});
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
await Promise.all([server.startWorker(), server.start()]);
console.log(`Now listening on: ${server.addresses[0]}`);
