import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const bundled = fileURLToPath(new URL('../../../dist/host.js', import.meta.url));
const source = fileURLToPath(new URL('../../../server-runtime/host/main.ts', import.meta.url));

/** What the tests run: the build product; in a tree that was never built, the source. */
export const hostEntry = existsSync(bundled) ? bundled : source;

/** The Node that the host runs on: what SERVER_PROFILES_TEST_NODE names, else the test's own. */
export const hostNode = process.env['SERVER_PROFILES_TEST_NODE'] ?? process.execPath;

export interface HostRunOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Milliseconds for what it is waited for. Default 30,000. */
  patience?: number;
}

/** How a run of the host ended. */
export interface HostEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A running host process. */
export class HostRun {
  readonly child: ChildProcess;
  readonly ended: Promise<HostEnd>;
  stdout = '';
  stderr = '';
  readonly #listeners = new Set<() => void>();
  readonly #patience: number;

  constructor(child: ChildProcess, patience = 30_000) {
    this.child = child;
    this.#patience = patience;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      this.#tell();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      this.#tell();
    });
    this.ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        resolve({ code, signal, stdout: this.stdout, stderr: this.stderr });
      });
    });
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Resolves with the first match in what was written; rejects when the host ends or takes too long. */
  async output(pattern: RegExp, stream: 'stdout' | 'stderr' = 'stdout'): Promise<RegExpExecArray> {
    const found = new Promise<RegExpExecArray>((resolve) => {
      const look = () => {
        const match = pattern.exec(this[stream]);
        if (!match) return;
        this.#listeners.delete(look);
        resolve(match);
      };
      this.#listeners.add(look);
      look();
    });
    const ended = this.ended.then(() => this.#giveUp(`ended before it wrote ${pattern}`));
    return Promise.race([found, ended, this.#timeout(`did not write ${pattern}`)]);
  }

  /** Resolves with the first address that the host says it listens on. */
  async listening(): Promise<string> {
    return (await this.output(/^\s*Now listening on: (\S+)\r?\n/m))[1]!;
  }

  /** Sends a signal and resolves with the end. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<HostEnd> {
    this.child.kill(signal);
    return this.end();
  }

  /** Resolves with the end; rejects when it takes too long. */
  end(): Promise<HostEnd> {
    return Promise.race([this.ended, this.#timeout('did not end')]);
  }

  async #timeout(what: string): Promise<never> {
    await delay(this.#patience, undefined, { ref: false });
    return this.#giveUp(what);
  }

  #giveUp(what: string): never {
    throw new Error(`the host ${what}\nstdout: ${this.stdout}\nstderr: ${this.stderr}`);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Starts the host with the arguments; it is gone when the test is over. */
export function startHost(
  t: TestContext,
  args: readonly string[],
  { env = {}, cwd, patience }: HostRunOptions = {},
): HostRun {
  const child = spawn(hostNode, [hostEntry, ...args], {
    env: { ...cleanEnvironment(), ...env },
    ...(cwd !== undefined && { cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const run = new HostRun(child, patience);
  t.after(async () => {
    child.kill('SIGKILL');
    await run.ended;
  });
  return run;
}

/** Runs the host to its end. */
export function runHost(
  t: TestContext,
  args: readonly string[],
  options: HostRunOptions = {},
): Promise<HostEnd> {
  return startHost(t, args, options).end();
}

/** Ours, without what would change where an app listens or what the test runner tells its children. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(ASPNETCORE_|DOTNET_LAUNCH_PROFILE|SERVER_PROFILES_|NODE_TEST|NODE_OPTIONS)/.test(name),
    ),
  );
}
