// What a person waits for, and what it costs: activation, host start, first proxied response, memory, package.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import {
  fetchOnce,
  memoryOf,
  processTree,
  startMeasured,
  type MeasuredProcess,
} from '../support/measuredProcess.ts';
import { print, printTarget, printVerdict, summary } from '../support/report.ts';
import { interleave, median, ratios, type Series } from '../support/statistics.ts';
import { measureActivation } from './activation.ts';

const rounds = Number(process.env['ROUNDS'] ?? 15);
const settleTime = 3000;
const root = join(import.meta.dirname, '..', '..', '..');
const work = mkdtempSync(join(realpathSync(tmpdir()), 'sp-bench-'));
const node = process.execPath;

function toJavaScript(file: string): void {
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', target: 'node20' });
  writeFileSync(
    file.replace(/\.ts$/, '.js'),
    code.replaceAll(/(from\s+["']\..*)\.ts(["'])/g, '$1.js$2'),
  );
}

/** A copy of the sample that leaves the port to the OS. */
function prepareSample(kind: 'ts' | 'js'): string {
  const folder = join(work, `sample-${kind}`);
  cpSync(join(root, 'samples', 'serversDemo'), folder, { recursive: true });
  rmSync(join(folder, 'tsconfig.json'));
  const settings = join(folder, 'Properties', 'launchSettings.json');
  writeFileSync(
    settings,
    JSON.stringify({
      iisSettings: { iisExpress: { applicationUrl: 'http://127.0.0.1:0/' } },
      profiles: {
        self: { commandName: 'Project', applicationUrl: 'http://127.0.0.1:0' },
        proxied: { commandName: 'IISExpress' },
      },
    }),
  );
  if (kind === 'js') {
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.ts'))) {
      toJavaScript(join(folder, name));
      rmSync(join(folder, name));
    }
  }
  return folder;
}

function prepareBare(kind: 'ts' | 'js'): string {
  const folder = join(work, `bare-${kind}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const file = join(folder, 'bareServer.ts');
  cpSync(join(import.meta.dirname, 'bareServer.ts'), file);
  if (kind === 'js') toJavaScript(file);
  return join(folder, `bareServer.${kind}`);
}

function startHost(project: string, profile: string): Promise<MeasuredProcess> {
  const host = join(root, 'dist', 'host.js');
  const args = ['run', '--project', project, '--launch-profile', profile, '--no-browser'];
  return startMeasured(node, [host, ...args], { cwd: work });
}

/** A candidate of a round: starts, measures, stops. */
function measuring(
  start: () => Promise<MeasuredProcess>,
  measure: (started: MeasuredProcess) => number | Promise<number>,
): () => Promise<number> {
  return async () => {
    const started = await start();
    try {
      return await measure(started);
    } finally {
      await started.stop();
    }
  };
}

const untilListening = (started: MeasuredProcess): number => started.listeningAfter;

async function untilFirstResponse(started: MeasuredProcess): Promise<number> {
  await fetchOnce(started.url);
  return performance.now() - started.spawnedAt;
}

async function idleMemory(started: MeasuredProcess): Promise<number> {
  await fetchOnce(started.url);
  await new Promise((resolve) => setTimeout(resolve, settleTime));
  return memoryOf(started.pid);
}

function report(series: Map<string, Series>, unit: string, limits: Record<string, number>): void {
  for (const one of series.values()) print(one.name, summary(one, unit));
  for (const [pair, limit] of Object.entries(limits)) {
    const [of = '', to = ''] = pair.split(' / ');
    const ratio = ratios(series.get(of)!, series.get(to)!);
    printTarget(ratio.name, median(ratio.values), limit, summary(ratio, '×', 2));
  }
}

try {
  const bare = { ts: prepareBare('ts'), js: prepareBare('js') };
  const sample = { ts: prepareSample('ts'), js: prepareSample('js') };
  const startBare = (kind: 'ts' | 'js') => () => startMeasured(node, [bare[kind]], { cwd: work });
  const startSample = (kind: 'ts' | 'js', profile: string) => () =>
    startHost(sample[kind], profile);

  console.log(`launch: Node ${process.version}, ${rounds} rounds; median (middle half)\n`);

  console.log('From spawn to "Now listening on"');
  report(
    await interleave(rounds, {
      'bare .js': measuring(startBare('js'), untilListening),
      'bare .ts': measuring(startBare('ts'), untilListening),
      'self-hosted .js': measuring(startSample('js', 'self'), untilListening),
      'self-hosted .ts': measuring(startSample('ts', 'self'), untilListening),
    }),
    'ms',
    { 'self-hosted .js / bare .js': 2, 'self-hosted .ts / bare .ts': 2 },
  );

  console.log('\nFrom spawn to the end of the first response');
  report(
    await interleave(rounds, {
      'bare .js': measuring(startBare('js'), untilFirstResponse),
      'bare .ts': measuring(startBare('ts'), untilFirstResponse),
      'proxied .js': measuring(startSample('js', 'proxied'), untilFirstResponse),
      'proxied .ts': measuring(startSample('ts', 'proxied'), untilFirstResponse),
    }),
    'ms',
    { 'proxied .js / bare .js': 2.5, 'proxied .ts / bare .ts': 2.5 },
  );

  if (process.platform === 'linux') {
    console.log('\nIdle memory of the host after one request (PSS)');
    report(
      await interleave(Math.min(rounds, 3), {
        'bare .js': measuring(startBare('js'), idleMemory),
        'bare .ts': measuring(startBare('ts'), idleMemory),
        'self-hosted .js': measuring(startSample('js', 'self'), idleMemory),
        'self-hosted .ts': measuring(startSample('ts', 'self'), idleMemory),
        'front end of proxied .ts': measuring(startSample('ts', 'proxied'), idleMemory),
      }),
      'MiB',
      { 'self-hosted .js / bare .js': 1.5, 'self-hosted .ts / bare .ts': 1.5 },
    );
    const proxied = await startSample('ts', 'proxied')();
    await fetchOnce(proxied.url);
    const processes = processTree(proxied.pid).map((pid) => memoryOf(pid));
    await proxied.stop();
    const sum = processes.reduce((total, mebibytes) => total + mebibytes, 0);
    print('all processes of proxied .ts', `${sum.toFixed(1)} MiB in ${processes.length}`);
  }

  console.log('\nPackage');
  execFileSync(node, [join(root, 'scripts', 'package.mjs')], { cwd: root, stdio: 'ignore' });
  const vsix = join(root, 'server-profiles.vsix');
  const size = statSync(vsix).size / 1024 / 1024;
  printTarget('server-profiles.vsix, MiB', size, 1, size.toFixed(2));
  // The entry count of the zip's end record; two entries are the package's own.
  const archive = readFileSync(vsix);
  const entries = archive.readUInt16LE(archive.lastIndexOf('PK\u0005\u0006') + 10);
  printTarget('server-profiles.vsix, files', entries, 36, String(entries));

  console.log('\nStart of the extension, as the extension host measured it');
  const starts = await measureActivation(vsix, join(root, 'samples', 'serversDemo'), rounds);
  if (typeof starts === 'string') print('not measured', starts);
  else {
    const calls = starts.map(({ call }) => call);
    const inMs = (name: string, values: number[]): string => summary({ name, values }, 'ms', 0);
    printTarget('activate()', median(calls), 30, inMs('activate()', calls));
    const loads = starts.map(({ load }) => load);
    print('loading its code before that', inMs('code', loads));
    const [first] = starts;
    print('in the first window of a new editor', `${first?.call} ms after ${first?.load} ms`);
  }
  printVerdict();
} finally {
  rmSync(work, { recursive: true, force: true });
}
