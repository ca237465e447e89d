// What the front end costs: CPU per request beside its peers, added latency, large bodies, idle connections.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type MeasuredProcess,
  cpuTimeOf,
  fetchOnce,
  memoryOf,
  processTree,
  startMeasured,
} from '../support/measuredProcess.ts';
import { print, printTarget, printVerdict, summary } from '../support/report.ts';
import { interleave, median, ratios } from '../support/statistics.ts';
import { nginxVersion, startNginx } from './peers/nginx.ts';
import { buildYarp } from './peers/yarp.ts';

const rounds = Number(process.env['ROUNDS'] ?? 9);
const secondsPerTurn = 3;
const connections = 50;
const idleConnections = 10_000;
const transferSize = 1024 ** 3;
const node = process.execPath;
const work = mkdtempSync(join(realpathSync(tmpdir()), 'sp-proxy-'));
const script = (name: string) => join(import.meta.dirname, name);
const run = promisify(execFile);

interface LoadResult {
  requests: number;
  failures: number;
  median: number | null;
  p99: number | null;
}

async function load(url: string, seconds: number, rate = 0): Promise<LoadResult> {
  const args = [script('load.ts'), url, connections, seconds, rate].map(String);
  const { stdout } = await run(node, args);
  const result = JSON.parse(stdout) as LoadResult;
  if (result.failures > 0) throw new Error(`${url}: ${result.failures} requests failed`);
  return result;
}

/** Microseconds of CPU that the processes use for one request. */
async function cpuPerRequest(url: string, pids: readonly number[]): Promise<number> {
  const used = () => pids.reduce((sum, pid) => sum + cpuTimeOf(pid), 0);
  const before = used();
  const { requests } = await load(url, secondsPerTurn);
  return ((used() - before) * 1000) / requests;
}

async function untilAnswered(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await fetchOnce(url);
      return;
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function measureCpu(): Promise<void> {
  const started: MeasuredProcess[] = [];
  const start = async (...args: string[]): Promise<MeasuredProcess> => {
    const process_ = await startMeasured(node, args);
    started.push(process_);
    return process_;
  };
  try {
    const worker = await start(script('cannedWorker.ts'));
    const peers: Record<string, { url: string; pids: number[] }> = {};
    const add = ({ url, pid }: MeasuredProcess, name: string, pids = [pid]) => {
      peers[name] = { url: `${url}/`, pids };
    };
    // The front end's process alone: its worker belongs to nobody else's account either.
    add(await start(script('peers/ours.ts')), 'ours');
    add(await start(script('peers/httpProxy3.ts'), worker.url), 'http-proxy-3');
    add(await start(script('peers/undici.ts'), worker.url), 'undici behind node:http');
    add(await start(script('peers/splice.ts'), worker.url), 'TCP splice in Node');
    const version = nginxVersion();
    if (version) {
      const nginx = await startNginx(join(work, 'nginx'), worker.url);
      started.push(nginx);
      await untilAnswered(nginx.url);
      add(nginx, `nginx ${version}`, processTree(nginx.pid));
    } else {
      print('nginx', 'not measured: it is not on the PATH (apt-get install nginx-light)');
    }
    const yarp = buildYarp(join(work, 'yarp'));
    if ('assembly' in yarp) {
      const process_ = await startMeasured('dotnet', [yarp.assembly, worker.url]);
      started.push(process_);
      add(process_, `YARP ${yarp.version}`);
    } else {
      print('YARP', `not measured: ${yarp.reason}`);
    }
    for (const { url } of Object.values(peers)) await load(url, 2);
    const series = await interleave(
      rounds,
      Object.fromEntries(
        Object.entries(peers).map(([name, { url, pids }]) => [
          name,
          () => cpuPerRequest(url, pids),
        ]),
      ),
    );
    for (const one of series.values()) print(one.name, summary(one, 'µs'));
    const limits = {
      'http-proxy-3': 0.3,
      'undici behind node:http': 0.65,
      'TCP splice in Node': 1.5,
    };
    for (const [name, limit] of Object.entries(limits)) {
      const ratio = ratios(series.get('ours')!, series.get(name)!);
      printTarget(ratio.name, median(ratio.values), limit, summary(ratio, '×', 2));
    }
  } finally {
    for (const process_ of started.toReversed()) await process_.stop();
  }
}

async function measureLatency(): Promise<void> {
  const worker = await startMeasured(node, [script('cannedWorker.ts')]);
  const front = await startMeasured(node, [script('peers/ours.ts')]);
  try {
    await load(front.url, 2, 1000);
    const at = (url: string) => async () =>
      (await load(`${url}/`, secondsPerTurn, 1000)).median ?? 0;
    const series = await interleave(rounds, {
      'through the front end': at(front.url),
      'straight to the worker': at(worker.url),
    });
    for (const one of series.values()) print(one.name, summary(one, 'ms', 3));
    const [through, straight] = [...series.values()];
    const added = through!.values.map((value, round) => value - straight!.values[round]!);
    const text = summary({ name: 'added', values: added }, 'ms', 3);
    printTarget('added median latency, ms', median(added), 0.15, text);
  } finally {
    await front.stop();
    await worker.stop();
  }
}

/** Resident memory in MiB; PSS is too slow to be looked at often. */
function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

async function measureTransfer(): Promise<void> {
  const front = await startMeasured(node, [script('peers/ours.ts'), 'streamWorker.ts']);
  try {
    const transfer = async (size: number) => {
      const { stdout } = await run(node, [script('transfer.ts'), front.url, String(size)]);
      const result = JSON.parse(stdout) as {
        isComplete: boolean;
        download: number;
        upload: number;
      };
      if (!result.isComplete) throw new Error('bytes are missing');
      return result;
    };
    // Until the collector has found its pace.
    await transfer(transferSize / 4);
    const before = residentOf(front.pid);
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentOf(front.pid));
    }, 20);
    const { download, upload } = await transfer(transferSize);
    clearInterval(watch);
    const rate = (milliseconds: number) =>
      `${Math.round(transferSize / 1024 ** 2 / (milliseconds / 1000))} MiB/s`;
    print('1 GiB to the client', rate(download));
    print('1 GiB to the worker', rate(upload));
    const text = `${before.toFixed(0)} MiB before, ${peak.toFixed(0)} at its peak`;
    printTarget('memory that 1 GiB each way takes, MiB', peak - before, 32, text);
  } finally {
    await front.stop();
  }
}

async function measureIdle(): Promise<void> {
  const front = await startMeasured(node, [script('peers/ours.ts')]);
  try {
    await fetchOnce(front.url);
    const before = memoryOf(front.pid);
    const clients = await startMeasured(node, [
      script('idle.ts'),
      front.url,
      String(idleConnections),
    ]);
    try {
      const after = memoryOf(front.pid);
      const each = ((after - before) * 1024) / idleConnections;
      print(
        `${idleConnections} idle connections`,
        `${after.toFixed(0)} MiB, ${each.toFixed(1)} KiB each`,
      );
      const { median: latency } = await load(`${front.url}/`, 2, 1000);
      print('median latency beside them', `${latency?.toFixed(3)} ms`);
      const cpu = cpuTimeOf(front.pid);
      await new Promise((resolve) => setTimeout(resolve, 5000));
      print('CPU that they cost in 5 s of idleness', `${cpuTimeOf(front.pid) - cpu} ms`);
    } finally {
      await clients.stop();
    }
  } finally {
    await front.stop();
  }
}

if (process.platform !== 'linux') {
  console.log('proxy: CPU and memory are read from /proc, which only Linux has');
} else {
  try {
    console.log(`proxy: Node ${process.version}, ${rounds} rounds; median (middle half)\n`);
    console.log(`CPU of the proxy's process per request, ${connections} connections`);
    await measureCpu();
    console.log('\nLatency at 1,000 requests/s');
    await measureLatency();
    console.log('\nLarge bodies');
    await measureTransfer();
    console.log('\nIdle connections');
    await measureIdle();
    printVerdict();
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
