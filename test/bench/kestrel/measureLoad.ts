import { cpuTimeOf, type MeasuredProcess } from '../support/measuredProcess.ts';
import { print, printTarget, summary } from '../support/report.ts';
import { interleave, median, ratios, type Series } from '../support/statistics.ts';
import { runLoad, type LoadKind } from './wrk.ts';

const rounds = Number(process.env['ROUNDS'] ?? 9);
const seconds = Number(process.env['SECONDS'] ?? 2);

/** What the rounds have shown, by the name of the server. */
export interface Measured {
  /** In microseconds per request. */
  cpu: Map<string, Series>;
  /** Latency, in microseconds. */
  p99: Map<string, Series>;
}

/** Loads each server in turn, round by round. The first round warms up and does not count. */
export async function measureLoad(
  servers: ReadonlyMap<string, MeasuredProcess>,
  kind: LoadKind,
  connections?: number,
): Promise<Measured> {
  const names = [...servers.keys()];
  const p99 = new Map(names.map((name) => [name, { name, values: [] as number[] }]));
  const candidates = [...servers].map(([name, { pid, url }]) => {
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

/** Prints what was measured, and how often the CPU of the peers ours may take at most. */
export function reportLoad(
  title: string,
  { cpu, p99 }: Measured,
  targets: Record<string, number>,
): void {
  console.log(`\n${title}; ${rounds} rounds of ${seconds} s`);
  for (const [name, series] of cpu) {
    const latency = p99.get(name)!;
    print(name, `${summary(series, 'µs CPU')}   p99 ${summary(latency, 'µs', 0)}`);
  }
  for (const [name, limit] of Object.entries(targets)) {
    const series = ratios(cpu.get('ours')!, cpu.get(name)!);
    printTarget(`ours / ${name}`, median(series.values), limit, summary(series, '×', 2));
  }
}
