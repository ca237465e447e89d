// npm run bench -- kestrel: the HTTP/1.1 engine beside its peers, CPU per request first of all.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import {
  cpuTimeOf,
  memoryOf,
  startMeasured,
  type MeasuredProcess,
} from '../support/measuredProcess.ts';
import { print, printTarget, printVerdict, summary } from '../support/report.ts';
import { interleave, median, ratios, type Series } from '../support/statistics.ts';
import { buildDotnetPeer } from './dotnetPeer.ts';
import { hasTaskset, requireWrk, runLoad, type LoadKind } from './wrk.ts';

const rounds = Number(process.env['ROUNDS'] ?? 9);
const seconds = Number(process.env['SECONDS'] ?? 2);
const idleConnections = Number(process.env['IDLE'] ?? 10_000);
const serverCore = '0';

const peer = (name: string): string => path.join(import.meta.dirname, 'peers', `${name}.ts`);

async function start(command: string, args: readonly string[]): Promise<MeasuredProcess> {
  const server = await startMeasured(command, args);
  if (hasTaskset) spawnSync('taskset', ['-a', '-cp', serverCore, String(server.pid)]);
  return server;
}

/** Starts the server of a name. What cannot be had here is said, and left out. */
async function startAll(): Promise<Map<string, MeasuredProcess>> {
  const servers = new Map<string, MeasuredProcess>();
  for (const [name, file] of [
    ['ours', 'ours'],
    ['node:http', 'nodeHttp'],
    ['Fastify', 'fastifyApp'],
    ['bare socket', 'bareSocket'],
  ] as const) {
    servers.set(name, await start(process.execPath, [peer(file)]));
  }
  if (spawnSync('bun', ['--version']).error === undefined) {
    servers.set('Bun', await start('bun', [peer('bunApp')]));
  } else {
    print('Bun', 'left out: bun is not on the PATH (npm install --global bun)');
  }
  const dotnet = buildDotnetPeer();
  if ('assembly' in dotnet && existsSync(dotnet.assembly)) {
    servers.set('Kestrel (.NET)', await start('dotnet', [dotnet.assembly]));
  } else if ('reason' in dotnet) {
    print('Kestrel (.NET)', `left out: ${dotnet.reason}`);
  }
  return servers;
}

interface Measured {
  cpu: Map<string, Series>;
  p99: Map<string, Series>;
}

/** CPU per request, in microseconds, and p99 latency. The first round warms up and does not count. */
async function measure(
  servers: ReadonlyMap<string, MeasuredProcess>,
  names: readonly string[],
  kind: LoadKind,
  connections?: number,
): Promise<Measured> {
  const p99 = new Map(names.map((name) => [name, { name, values: [] as number[] }]));
  const candidates = names
    .filter((name) => servers.has(name))
    .map((name) => {
      const { pid, url } = servers.get(name)!;
      const run = async (): Promise<number> => {
        const before = cpuTimeOf(pid);
        const load = await runLoad(url, kind, seconds, connections);
        p99.get(name)!.values.push(load.p99);
        return ((cpuTimeOf(pid) - before) * 1000) / load.requests;
      };
      return [name, run] as const;
    });
  const cpu = await interleave(rounds + 1, Object.fromEntries(candidates));
  for (const series of [...cpu.values(), ...p99.values()]) series.values.shift();
  return { cpu, p99 };
}

function report(title: string, { cpu, p99 }: Measured, targets: Record<string, number>): void {
  console.log(`\n${title}`);
  for (const [name, series] of cpu) {
    const latency = p99.get(name)!;
    print(name, `${summary(series, 'µs CPU')}   p99 ${summary(latency, 'µs', 0)}`);
  }
  for (const [name, limit] of Object.entries(targets)) {
    const series = ratios(cpu.get('ours')!, cpu.get(name)!);
    printTarget(`ours / ${name}`, median(series.values), limit, summary(series, '×', 2));
  }
}

/** Memory per idle connection, in bytes, after each has been answered once. */
async function idleMemory(server: MeasuredProcess): Promise<number> {
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

async function reportIdleMemory(): Promise<void> {
  console.log(`\n${idleConnections} idle connections, memory per connection`);
  const values: Record<string, number> = {};
  for (const [name, file] of [
    ['ours', 'ours'],
    ['node:http', 'nodeHttp'],
    ['bare socket', 'bareSocket'],
  ] as const) {
    const server = await start(process.execPath, [peer(file)]);
    values[name] = await idleMemory(server);
    await server.stop();
    print(name, `${(values[name] / 1024).toFixed(1)} KiB`);
  }
  const ratio = (values['ours'] ?? 0) / (values['node:http'] ?? 0);
  printTarget('ours / node:http', ratio, 0.8, `${ratio.toFixed(2)} ×`);
}

requireWrk();
if (!hasTaskset) print('cores', 'taskset is missing: server and load share cores');
const servers = await startAll();
try {
  const all = [...servers.keys()];
  const node = ['ours', 'node:http', 'Fastify'];
  const hello = await measure(servers, all, 'hello');
  report(`Hello, World; 64 connections, ${rounds} rounds of ${seconds} s`, hello, {
    'node:http': 0.7,
    Fastify: 0.7,
    'bare socket': 1.3,
  });
  const latency = ratios(hello.p99.get('ours')!, hello.p99.get('node:http')!);
  printTarget('p99 ours / node:http', median(latency.values), 1, summary(latency, '×', 2));
  const browser = await measure(servers, all, 'browser');
  report('A request as browsers send it', browser, { 'node:http': 0.7, Fastify: 0.7 });
  const pipelined = await measure(servers, all, 'pipelined');
  report('Pipelined, 16 at a time', pipelined, { 'node:http': 0.7, Fastify: 0.7 });
  const post = await measure(servers, node, 'post', 8);
  report('POST of 1 MiB', post, { 'node:http': 1 });
  const large = await measure(servers, node, 'large', 8);
  report('Response of 1 MiB', large, { 'node:http': 1 });
} finally {
  for (const server of servers.values()) await server.stop();
}
await reportIdleMemory();
printVerdict();
