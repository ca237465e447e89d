import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HeaderLines } from './forwarding/headerLines.ts';
import { joinValues } from './forwarding/headerLines.ts';
import type { ServerProcess } from './worker/serverProcess.ts';

/** Tunnels a WebSocket: what is not answered by 101 is relayed as the plain response that it is. */
export function tunnelWebSocket(
  incoming: IncomingMessage,
  client: Duplex,
  head: Buffer,
  worker: ServerProcess,
  lines: HeaderLines,
): void {
  const upgrade = joinValues(incoming.rawHeaders, 'upgrade') ?? 'websocket';
  const outgoing = request({
    host: '127.0.0.1',
    port: worker.port,
    method: incoming.method,
    path: incoming.url,
    headers: [...lines, 'Connection', 'Upgrade', 'Upgrade', upgrade] as never,
    setHost: false,
    agent: false,
  });
  client.on('error', () => outgoing.destroy());
  outgoing.once('error', () => client.destroy());
  outgoing.once('upgrade', (response, server, rest) => {
    client.write(formatHead(response));
    client.write(rest);
    server.write(head);
    server.pipe(client).pipe(server);
    server.on('error', () => client.destroy());
    server.on('close', () => client.destroy());
    client.on('close', () => server.destroy());
  });
  outgoing.once('response', (response) => {
    client.write(formatHead(response, ['Connection', 'close']));
    response.pipe(client);
  });
  outgoing.end();
}

function formatHead(response: IncomingMessage, extra: HeaderLines = []): string {
  let head = `HTTP/1.1 ${response.statusCode} ${response.statusMessage}\r\n`;
  const lines = [...response.rawHeaders, ...extra];
  for (let i = 0; i < lines.length; i += 2) head += `${lines[i]}: ${lines[i + 1]}\r\n`;
  return `${head}\r\n`;
}
