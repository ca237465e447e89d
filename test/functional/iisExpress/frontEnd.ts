// A front end of its own process, to be killed: prints its worker's process id.
import { IISExpressServer } from '../../../server-runtime/servers/iisExpress/iisExpressServer.ts';
import { nodeWorker } from './site.ts';

const server = new IISExpressServer({
  urls: ['http://127.0.0.1:0'],
  physicalPath: import.meta.dirname,
  worker: nodeWorker('echo.mjs'),
});
await server.start();
const answer = (await (await fetch(server.addresses[0] as string)).json()) as { pid: number };
console.log(answer.pid);
