// A node:http worker; `/seen` tells which targets it was asked for.
import { createServer } from 'node:http';

const seen = [];
createServer((request, response) => {
  if (request.url === '/iisintegration') {
    response.writeHead(202).end(() => process.exit(0));
    return;
  }
  if (request.url === '/seen') {
    response.end(JSON.stringify(seen));
    return;
  }
  seen.push(request.url);
  request.resume().on('end', () => response.end('ok'));
}).listen(Number(process.env.PORT), '127.0.0.1');
