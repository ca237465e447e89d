// The same app on node:http alone.
import { createServer } from 'node:http';
import { announce } from './announce.ts';

const large = 'a'.repeat(1_048_576);

const server = createServer((request, response) => {
  response.setHeader('Content-Type', 'text/plain');
  if (request.method === 'POST') {
    let size = 0;
    request.on('data', (chunk: Buffer) => (size += chunk.length));
    request.on('end', () => response.end(String(size)));
  } else {
    const text = request.url === '/large' ? large : 'Hello, World!';
    response.setHeader('Content-Length', text.length);
    response.end(text);
  }
});
announce(server);
