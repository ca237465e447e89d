// What hosting costs: the pipeline in memory beside Koa, Hono and Fastify, and static files beside send,
// @fastify/static and nginx, in CPU per request.
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { nginxVersion } from '../proxy/peers/nginx.ts';
import {
  cpuTimeOf,
  fetchOnce,
  processTree,
  startMeasured,
  type MeasuredProcess,
} from '../support/measuredProcess.ts';
import { print, printTarget, printVerdict, summary } from '../support/report.ts';
import { interleave, median, ratios, type Series } from '../support/statistics.ts';
import { startNginx } from './files/nginx.ts';

const rounds = Number(process.env['ROUNDS'] ?? 7);
const work = mkdtempSync(join(realpathSync(tmpdir()), 'sp-hosting-'));
// nginx reads files as a user of its own.
chmodSync(work, 0o755);
const script = (name: string): string => join(import.meta.dirname, name);
const run = promisify(execFile);

const files = [
  { name: '1 KiB', path: '/small.txt', size: 1024, requests: 20_000 },
  { name: '64 KiB', path: '/medium.txt', size: 64 * 1024, requests: 8000 },
  { name: '10 MiB', path: '/large.txt', size: 10 * 1024 * 1024, requests: 100 },
];

function report(results: Map<string, Series>): void {
  const ours = results.get('ours')!;
  for (const series of results.values()) print(series.name, summary(series, 'us', 2));
  for (const series of results.values()) {
    if (series === ours) continue;
    const ratio = ratios(ours, series);
    if (series.name === 'nginx') print(ratio.name, summary(ratio, '', 2));
    else printTarget(ratio.name, median(ratio.values), 1, summary(ratio, '', 2));
  }
}

async function measurePipelines(): Promise<void> {
  const names = ['ours', 'hono', 'koa', 'fastify'];
  const candidates = names.map((name) => [
    name,
    async () => Number((await run(process.execPath, [script(`pipelines/${name}.ts`)])).stdout),
  ]);
  console.log('\nPipeline in memory: context, five middleware, response; CPU per request');
  report(await interleave(rounds, Object.fromEntries(candidates)));
}

async function measureFiles(): Promise<void> {
  const root = join(work, 'root');
  mkdirSync(root);
  for (const { path, size } of files) writeFileSync(join(root, path), 'x'.repeat(size));
  const servers: Record<string, MeasuredProcess> = {};
  try {
    servers['ours'] = await startMeasured(process.execPath, [script('files/ours.ts'), root]);
    servers['send'] = await startMeasured(process.execPath, [script('files/send.ts'), root]);
    servers['@fastify/static'] = await startMeasured(process.execPath, [
      script('files/fastify.ts'),
      root,
    ]);
    if (nginxVersion()) servers['nginx'] = await startNginx(join(work, 'nginx'), root);
    for (const { name, path, requests } of files) {
      const candidates = Object.entries(servers).map(([server, { url, pid }]) => [
        server,
        () => cpuPerRequest(`${url}${path}`, pid, requests),
      ]);
      console.log(`\nStatic file of ${name}: CPU per request`);
      report(await interleave(rounds, Object.fromEntries(candidates)));
    }
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.stop()));
  }
}

/** In microseconds, of the server and its children. */
async function cpuPerRequest(url: string, pid: number, requests: number): Promise<number> {
  await fetchOnce(url);
  const used = (): number => processTree(pid).reduce((sum, one) => sum + cpuTimeOf(one), 0);
  const before = used();
  await run(process.execPath, [script('files/download.ts'), url, String(requests)]);
  return ((used() - before) * 1000) / requests;
}

try {
  await measurePipelines();
  await measureFiles();
  if (!nginxVersion()) print('nginx', 'left out: it is not installed');
  printVerdict();
} finally {
  rmSync(work, { recursive: true, force: true });
}
