// A worker that echoes WebSocket messages, and says goodbye when it is asked to stop.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const sockets = new WebSocketServer({ noServer: true });
const server = createServer((request, response) => {
  if (request.url === '/iisintegration') {
    response.writeHead(202).end();
    for (const socket of sockets.clients) socket.close(1001);
    server.close();
    server.closeIdleConnections();
    return;
  }
  response.end('no WebSocket');
});
server.on('upgrade', (request, socket, head) => {
  if (request.url === '/forbidden') {
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno');
    return;
  }
  sockets.handleUpgrade(request, socket, head, (client) => {
    client.on('message', (data, isBinary) => client.send(data, { binary: isBinary }));
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1');
