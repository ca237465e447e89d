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
  // In their order, whichever is complete first.
  const seen: Partial<FramedRequest>[] = [];
  const server: Server = createServer({ insecureHTTPParser: false }, (message, response) => {
    const request: Partial<FramedRequest> = {};
    seen.push(request);
    void read(message).then((body) => {
      if (body === undefined) return;
      Object.assign(request, { method: message.method, target: message.url, body });
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
  // Node answers pipelined requests over many turns.
  for (let quiet = 0, count = 0; quiet < 12; quiet = count === seen.length ? quiet + 1 : 0) {
    count = seen.length;
    await settle(1);
  }
  memory.destroy();
  server.closeAllConnections();
  const end = seen.findIndex(({ method }) => method === undefined);
  return (end < 0 ? seen : seen.slice(0, end)) as FramedRequest[];
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
