// A worker on node:http that streams: echoes, events, endless bodies.
import { createServer } from 'node:http';

let aborted;
const isAborted = new Promise((resolve) => {
  aborted = resolve;
});

const server = createServer(async (request, response) => {
  switch (request.url) {
    case '/iisintegration':
      response.writeHead(202).end(() => process.exit(0));
      return;
    case '/echo':
      response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
      request.pipe(response);
      return;
    case '/wait':
      response.once('close', aborted);
      response.write('waiting');
      return;
    case '/aborted':
      await isAborted;
      response.end('aborted');
      return;
    case '/events': {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      let count = 0;
      const timer = setInterval(() => response.write(`data: ${++count}\n\n`), 20);
      response.once('close', () => clearInterval(timer));
      return;
    }
    case '/endless': {
      const chunk = Buffer.alloc(65536);
      let written = 0;
      const write = () => {
        while (!response.destroyed && response.write(chunk)) written += chunk.length;
        written += chunk.length;
        process.title = `written ${written}`;
      };
      response.on('drain', write);
      write();
      return;
    }
    case '/count': {
      let size = 0;
      request.on('data', (chunk) => {
        size += chunk.length;
      });
      request.on('end', () => response.end(String(size)));
      return;
    }
    default:
      response.end(JSON.stringify({ pid: process.pid, url: request.url }));
  }
});
server.listen(Number(process.env.PORT), '127.0.0.1');
