import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { startMeasured, type MeasuredProcess } from '../support/measuredProcess.ts';
import { print } from '../support/report.ts';
import { findBun } from './bunPeer.ts';
import { buildDotnetPeer } from './dotnetPeer.ts';
import { hasTaskset } from './wrk.ts';

/** Core that servers run on; the load has another one. */
const serverCore = '0';

/** What runs on Node, by the file of the peer. */
const nodePeers = {
  ours: 'ours',
  'node:http': 'nodeHttp',
  Fastify: 'fastifyApp',
  'bare socket': 'bareSocket',
} as const;

/** Names of the servers that run on Node. */
export type NodePeer = keyof typeof nodePeers;

const peer = (file: string): string => path.join(import.meta.dirname, 'peers', `${file}.ts`);

async function start(command: string, args: readonly string[]): Promise<MeasuredProcess> {
  const server = await startMeasured(command, args);
  if (hasTaskset) spawnSync('taskset', ['-a', '-cp', serverCore, String(server.pid)]);
  return server;
}

/** Starts one of the servers that run on Node. */
export function startNodePeer(name: NodePeer): Promise<MeasuredProcess> {
  return start(process.execPath, [peer(nodePeers[name])]);
}

/** Starts these servers. */
export async function startNodePeers(
  names: readonly NodePeer[],
): Promise<Map<string, MeasuredProcess>> {
  const servers = new Map<string, MeasuredProcess>();
  for (const name of names) servers.set(name, await startNodePeer(name));
  return servers;
}

/** Starts every server. What cannot be had here is said, and left out. */
export async function startAll(): Promise<Map<string, MeasuredProcess>> {
  const servers = await startNodePeers(Object.keys(nodePeers) as NodePeer[]);
  const bun = findBun();
  if ('program' in bun) servers.set('Bun', await start(bun.program, [peer('bunApp')]));
  else print('Bun', `left out: ${bun.reason}`);
  const dotnet = buildDotnetPeer();
  if ('assembly' in dotnet && existsSync(dotnet.assembly)) {
    servers.set('Kestrel (.NET)', await start('dotnet', [dotnet.assembly]));
  } else if ('reason' in dotnet) {
    print('Kestrel (.NET)', `left out: ${dotnet.reason}`);
  }
  return servers;
}
