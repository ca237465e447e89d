import { createServer, type IncomingMessage, type Server } from 'node:http';
import { MemorySocket } from './memorySocket.ts';
import { settle } from './memoryServer.ts';

/** A request by where it begins and ends, whoever read it. */
export interface FramedRequest {
  method: string;
  target: string;
  body: string;
}

/** What `node:http`, in its strict mode, makes of bytes: the requests that are complete, in order. */
export async function askNode(pieces: readonly string[]): Promise<FramedRequest[]> {
  const seen: FramedRequest[] = [];
  const server: Server = createServer({ insecureHTTPParser: false }, (message, response) => {
    void read(message).then((body) => {
      if (body === undefined) return;
      seen.push({ method: message.method ?? '', target: message.url ?? '', body });
      response.end('ok');
    });
  });
  // Answering would take the requests before it away.
  server.on('clientError', () => undefined);
  server.on('checkContinue', (message, response) => server.emit('request', message, response));
  const memory = new MemorySocket();
  server.emit('connection', memory);
  for (const piece of pieces) {
    memory.receive(piece);
    await settle(1);
  }
  await settle(8);
  memory.destroy();
  server.closeAllConnections();
  return seen;
}

/** Undefined when it breaks off. */
async function read(message: IncomingMessage): Promise<string | undefined> {
  let body = '';
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) body += chunk.toString('latin1');
  } catch {
    return undefined;
  }
  return message.complete ? body : undefined;
}
