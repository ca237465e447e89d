// npm run bench -- kestrel [SECTION…]: the HTTP/1.1 engine beside its peers, CPU per request first of all.
import type { MeasuredProcess } from '../support/measuredProcess.ts';
import { print, printTarget, printVerdict, summary } from '../support/report.ts';
import { median, ratios } from '../support/statistics.ts';
import { reportIdleMemory } from './idleMemory.ts';
import { measureLoad, reportLoad } from './measureLoad.ts';
import { startAll, startNodePeers } from './servers.ts';
import { hasTaskset, requireWrk } from './wrk.ts';

type Servers = ReadonlyMap<string, MeasuredProcess>;

/** What can be run by itself, each in some minutes. */
const sections: Readonly<Record<string, () => Promise<void>>> = {
  hello: () => withServers(startAll, reportHello),
  browser: () => withServers(startAll, reportBrowser),
  pipelined: () => withServers(startAll, reportPipelined),
  bodies: () => withServers(() => startNodePeers(['ours', 'node:http', 'Fastify']), reportBodies),
  idle: reportIdleMemory,
};

async function withServers(
  start: () => Promise<Servers>,
  report: (servers: Servers) => Promise<void>,
): Promise<void> {
  const servers = await start();
  try {
    await report(servers);
  } finally {
    for (const server of servers.values()) await server.stop();
  }
}

async function reportHello(servers: Servers): Promise<void> {
  const hello = await measureLoad(servers, 'hello');
  reportLoad('Hello, World; 64 connections', hello, {
    'node:http': 0.7,
    Fastify: 0.7,
    'bare socket': 1.3,
  });
  const latency = ratios(hello.p99.get('ours')!, hello.p99.get('node:http')!);
  printTarget('p99 ours / node:http', median(latency.values), 1, summary(latency, '×', 2));
}

async function reportBrowser(servers: Servers): Promise<void> {
  const browser = await measureLoad(servers, 'browser');
  reportLoad('A request as browsers send it', browser, { 'node:http': 0.7, Fastify: 0.7 });
}

async function reportPipelined(servers: Servers): Promise<void> {
  const pipelined = await measureLoad(servers, 'pipelined');
  reportLoad('Pipelined, 16 at a time', pipelined, { 'node:http': 0.7, Fastify: 0.7 });
}

async function reportBodies(servers: Servers): Promise<void> {
  const post = await measureLoad(servers, 'post', 8);
  reportLoad('POST of 1 MiB', post, { 'node:http': 1 });
  const large = await measureLoad(servers, 'large', 8);
  reportLoad('Response of 1 MiB', large, { 'node:http': 1 });
}

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !(name in sections));
if (unknown !== undefined) {
  console.error(`There is no section ${unknown}. Sections: ${Object.keys(sections).join(', ')}`);
  process.exit(2);
}
requireWrk();
if (!hasTaskset) print('cores', 'taskset is missing: server and load share cores');
for (const [name, run] of Object.entries(sections)) {
  if (chosen.length === 0 || chosen.includes(name)) await run();
}
printVerdict();
