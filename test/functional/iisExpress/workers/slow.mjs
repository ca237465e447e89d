// A worker that takes its time for an answer.
import { createServer } from 'node:http';

createServer((request, response) => {
  if (request.url === '/iisintegration') {
    response.writeHead(202).end(() => process.exit(0));
    return;
  }
  response.write('beginning');
  setTimeout(() => response.end('end'), 300);
}).listen(Number(process.env.PORT), '127.0.0.1');
