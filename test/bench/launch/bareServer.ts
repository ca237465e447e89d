// The yardstick: the least that says where it listens. The bench also runs it compiled to JavaScript.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const server = createServer((_request, response) => {
  response.setHeader('Content-Type', 'text/plain');
  response.end('Hello');
});
server.listen(0, '127.0.0.1', () => {
  console.log(`Now listening on: http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
