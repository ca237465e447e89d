// A worker for large bodies: `GET /BYTES` sends that many, `POST` counts what comes.
import { createServer } from 'node:http';

const chunk = Buffer.alloc(64 * 1024, 'x');

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    let size = 0;
    request.on('data', (bytes: Buffer) => {
      size += bytes.length;
    });
    request.on('end', () => response.end(String(size)));
    return;
  }
  let left = Number(request.url?.slice(1)) || 0;
  response.writeHead(200, { 'Content-Length': left });
  const send = (): void => {
    while (left > 0) {
      const size = Math.min(left, chunk.length);
      left -= size;
      if (!response.write(size === chunk.length ? chunk : chunk.subarray(0, size))) return;
    }
    response.end();
  };
  response.on('drain', send);
  send();
});
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') {
    console.log(`Now listening on: http://127.0.0.1:${address.port}`);
  }
});
