// A worker that tells what it was started with.
import { createServer } from 'node:http';

const { env } = process;
createServer((request, response) => {
  if (request.url === '/iisintegration') {
    response.writeHead(202).end(() => process.exit(0));
    return;
  }
  response.end(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), env }));
}).listen(Number(env.ASPNETCORE_PORT), '127.0.0.1');
