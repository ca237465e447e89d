import { connect, type Socket } from 'node:net';
import { memoryOf, type MeasuredProcess } from '../support/measuredProcess.ts';
import { print, printTarget } from '../support/report.ts';
import { startNodePeer } from './servers.ts';

const idleConnections = Number(process.env['IDLE'] ?? 10_000);

/** Memory per idle connection, in bytes, after each has been answered once. */
async function measure(server: MeasuredProcess): Promise<number> {
  const port = Number(new URL(server.url).port);
  const sockets: Socket[] = [];
  const before = memoryOf(server.pid);
  for (let i = 0; i < idleConnections; i += 100) {
    await Promise.all(
      Array.from({ length: 100 }, () => {
        const socket = connect(port, '127.0.0.1');
        sockets.push(socket);
        socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
        return new Promise((resolve, reject) => {
          socket.once('data', resolve);
          socket.once('error', reject);
        });
      }),
    );
  }
  // Garbage collectors need a moment to see that nothing happens any more.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const after = memoryOf(server.pid);
  for (const socket of sockets) socket.destroy();
  return ((after - before) * 1_048_576) / idleConnections;
}

/** Measures and prints what idle connections cost, each server by itself. */
export async function reportIdleMemory(): Promise<void> {
  console.log(`\n${idleConnections} idle connections, memory per connection`);
  const values: Record<string, number> = {};
  for (const name of ['ours', 'node:http', 'bare socket'] as const) {
    const server = await startNodePeer(name);
    values[name] = await measure(server);
    await server.stop();
    print(name, `${(values[name] / 1024).toFixed(1)} KiB`);
  }
  const ratio = (values['ours'] ?? 0) / (values['node:http'] ?? 0);
  printTarget('ours / node:http', ratio, 0.8, `${ratio.toFixed(2)} ×`);
}
