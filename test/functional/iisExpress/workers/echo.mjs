// A worker that knows the module's contract and answers with what it saw of the request.
import { createServer } from 'node:http';

const { ASPNETCORE_PORT, ASPNETCORE_TOKEN, ASPNETCORE_APPL_PATH } = process.env;
const base = ASPNETCORE_APPL_PATH === '/' ? '' : ASPNETCORE_APPL_PATH;

const server = createServer(async (request, response) => {
  if (request.headers['ms-aspnetcore-token'] !== ASPNETCORE_TOKEN) {
    response.writeHead(400).end();
    return;
  }
  if (request.url === `${base}/iisintegration` && request.headers['ms-aspnetcore-event']) {
    response.writeHead(202).end();
    console.log('shutting down');
    server.close();
    server.closeIdleConnections();
    return;
  }
  let body = '';
  for await (const chunk of request) body += chunk;
  const { method, url, rawHeaders } = request;
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ pid: process.pid, method, url, rawHeaders, body }));
});
server.on('upgrade', (request, socket, head) => {
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
  );
  socket.write(head);
  socket.pipe(socket);
});
server.listen(Number(ASPNETCORE_PORT), '127.0.0.1');
