// Bytes from socket to socket, unread: what Node itself costs.
import { connect, createServer } from 'node:net';

const port = Number(new URL(process.argv[2] as string).port);
const server = createServer({ noDelay: true }, (client) => {
  const worker = connect({ port, host: '127.0.0.1', noDelay: true });
  client.on('data', (bytes) => {
    if (!worker.write(bytes)) client.pause();
  });
  worker.on('data', (bytes) => {
    if (!client.write(bytes)) worker.pause();
  });
  worker.on('drain', () => client.resume());
  client.on('drain', () => worker.resume());
  client.on('close', () => worker.destroy());
  worker.on('close', () => client.destroy());
  client.on('error', () => client.destroy());
  worker.on('error', () => worker.destroy());
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') {
    console.log(`Now listening on: http://127.0.0.1:${address.port}`);
  }
});
