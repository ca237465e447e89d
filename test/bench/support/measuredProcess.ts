import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { get } from 'node:http';
import { startWatchdog } from '../../../server-runtime/processes/watchdog.ts';

/** A child process that announced where it listens. */
export interface MeasuredProcess {
  pid: number;
  /** The address that it printed. */
  url: string;
  /** From just before the spawn to the line with the address, in ms. */
  listeningAfter: number;
  /** Moment just before the spawn, of `performance.now()`. */
  spawnedAt: number;
  stop(): Promise<void>;
}

const startLimit = 30_000;

/** Spawns a program and waits for its line `Now listening on: URL`. It ends with the bench, should that be killed. */
export async function startMeasured(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<MeasuredProcess> {
  const spawnedAt = performance.now();
  const child: ChildProcess = spawn(command, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const exited = once(child, 'exit');
  let output = '';
  const kill = (signal: NodeJS.Signals): void => {
    try {
      process.kill(-child.pid!, signal);
    } catch {
      // The group is gone.
    }
  };
  const { promise, resolve, reject } = Promise.withResolvers<[url: string, at: number]>();
  const limit = setTimeout(() => {
    reject(new Error(`nothing listens after ${startLimit} ms:\n${output}`));
  }, startLimit);
  const read = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
    const url = /Now listening on: (\S+)/.exec(output)?.[1];
    if (url) resolve([url, performance.now()]);
  };
  child.stdout!.on('data', read);
  child.stderr!.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
  });
  void exited.then(() => reject(new Error(`it ended before it listened:\n${output}`)));
  try {
    const [url, at] = await promise;
    // Not before: what starts it would be measured too.
    const watchdog = startWatchdog(child.pid!);
    return {
      pid: child.pid!,
      url,
      spawnedAt,
      listeningAfter: at - spawnedAt,
      stop: async () => {
        kill('SIGTERM');
        const stubborn = setTimeout(kill, 5000, 'SIGKILL');
        await exited;
        clearTimeout(stubborn);
        kill('SIGKILL');
        watchdog.dismiss();
      },
    };
  } catch (error) {
    kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(limit);
  }
}

/** Reads one answer to its end on a connection of its own; throws on a status above 399. */
export function fetchOnce(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        if ((response.statusCode ?? 500) < 400) resolve(text);
        else reject(new Error(`${url} answered ${response.statusCode}: ${text}`));
      });
    }).on('error', reject);
  });
}

/** Memory of a process that is its own: proportional set size in MiB, or the resident size where the OS has no other. */
export function memoryOf(pid: number): number {
  const rollup = `/proc/${pid}/smaps_rollup`;
  const [text, pattern] = existsSync(rollup)
    ? [readFileSync(rollup, 'utf8'), /^Pss:\s+(\d+) kB/m]
    : [readFileSync(`/proc/${pid}/status`, 'utf8'), /^VmRSS:\s+(\d+) kB/m];
  return Number(pattern.exec(text)?.[1]) / 1024;
}

/** User and system time that a process has used, in ms (Linux counts in 10 ms ticks). */
export function cpuTimeOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** The process and all that it started, parents first. */
export function processTree(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ');
        return Number(fields[1]) === pid;
      } catch {
        return false;
      }
    });
  return [pid, ...children.flatMap((child) => processTree(Number(child)))];
}
