import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';

/** What one run of the load generator showed. */
export interface LoadResult {
  requests: number;
  requestsPerSecond: number;
  /** In microseconds. */
  p99: number;
}

/** The kinds of load, by the wrk script that makes them; without one it is wrk's own small GET. */
export type LoadKind = 'hello' | 'browser' | 'pipelined' | 'post' | 'large';

/** Core that the load runs on; the server has another one. */
const loadCore = '1';

/** Ends the bench with what to do when wrk is missing. */
export function requireWrk(): void {
  if (spawnSync('wrk', ['--version']).error === undefined) return;
  console.error('The load comes from wrk, which is not on the PATH: apt-get install wrk');
  process.exit(2);
}

/** Whether processes can be put on cores of their own. */
export const hasTaskset = spawnSync('taskset', ['--version']).error === undefined;

/** Loads a server for some seconds. Rejects when an answer was none of success. */
export async function runLoad(
  url: string,
  kind: LoadKind,
  seconds: number,
  connections = 64,
): Promise<LoadResult> {
  const script =
    kind === 'hello' || kind === 'large'
      ? []
      : ['-s', path.join(import.meta.dirname, 'load', `${kind}.lua`)];
  const target = kind === 'large' ? `${url}/large` : `${url}/`;
  const args = ['-t1', `-c${connections}`, `-d${seconds}`, '--latency', ...script, target];
  const child = spawn(
    hasTaskset ? 'taskset' : 'wrk',
    hasTaskset ? ['-c', loadCore, 'wrk', ...args] : args,
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  const errors = /Non-2xx or 3xx responses: \d+|Socket errors:.*/.exec(output)?.[0];
  if (errors) throw new Error(`${url}: ${errors}`);
  return {
    requests: Number(/(\d+) requests in/.exec(output)?.[1]),
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]),
    p99: microseconds(/99%\s+([\d.]+)(us|ms|s)/.exec(output)),
  };
}

function microseconds(match: RegExpExecArray | null): number {
  const unit = { us: 1, ms: 1000, s: 1_000_000 }[match?.[2] ?? 'us'] ?? Number.NaN;
  return Number(match?.[1]) * unit;
}
