import { type ChildProcess, spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';

import { OutputTail } from '../../core/servers/outputTail.ts';

/** Which Node runs the host. */
export interface NodeRuntime {
  /** Executable. */
  readonly path: string;
  /** What it needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** The configured Node, else the editor's own. */
export function nodeRuntime(configuredPath: string | undefined): NodeRuntime {
  if (configuredPath) return { path: configuredPath, env: {} };
  const inherited = process.env['NODE_OPTIONS'] ?? '';
  const options = `${inherited} ${typeStrippingOption(process.versions.node)}`.trim();
  return {
    path: process.execPath,
    env: { ELECTRON_RUN_AS_NODE: '1', ...(options !== '' && { NODE_OPTIONS: options }) },
  };
}

/** The option with which a Node loads TypeScript: 22.18 does without one, editors up to 1.103 came with older ones. */
export function typeStrippingOption(nodeVersion: string): string {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  return major === 22 && minor >= 10 && minor < 18 ? '--experimental-strip-types' : '';
}

export interface HostProcessOptions {
  readonly node: NodeRuntime;
  /** The bundled `host.js`. */
  readonly hostPath: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Added to the editor's environment; null takes a variable away. */
  readonly env: Readonly<Record<string, string | null>>;
  /** What the host and the app write, as it comes. */
  readonly onOutput: (text: string) => void;
}

/** How a host ended. */
export interface HostEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why it could not be started at all. */
  readonly error?: NodeJS.ErrnoException;
  /** Its last lines, oldest first. */
  readonly output: string[];
}

/** A host process that this editor spawned. */
export class HostProcess {
  readonly #child: ChildProcess;
  readonly #isGroup = process.platform !== 'win32';
  /** Settles when it is gone and its output is read; never rejects. */
  readonly ended: Promise<HostEnd>;

  constructor({ node, hostPath, args, cwd, env, onOutput }: HostProcessOptions) {
    const tail = new OutputTail();
    this.#child = spawn(node.path, [hostPath, ...args], {
      cwd,
      env: withoutNull({ ...inheritedEnvironment(process.env), ...node.env, ...env }),
      // A group of its own, so that the last resort reaches what the host has started.
      detached: this.#isGroup,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const child = this.#child;
    for (const stream of [child.stdout, child.stderr]) {
      const decoder = new StringDecoder('utf8');
      stream?.on('data', (chunk: Buffer) => {
        const text = decoder.write(chunk);
        tail.append(text);
        onOutput(text);
      });
    }
    // Writing to a host that has just ended is no fault of anybody.
    child.stdin?.on('error', () => {});
    this.ended = new Promise((resolve) => {
      let startError: NodeJS.ErrnoException | undefined;
      child.once('error', (error) => {
        startError = error;
        if (child.pid === undefined) {
          resolve({ exitCode: null, signal: null, error, output: tail.lines });
        }
      });
      const end = (exitCode: number | null, signal: string | null): void =>
        resolve({
          exitCode,
          signal,
          output: tail.lines,
          ...(startError && { error: startError }),
        });
      child.once('close', end);
      // A grandchild that inherited the pipes may keep them open: the end of the host counts, after its output had time.
      child.once('exit', (code, signal) => setTimeout(() => end(code, signal), 500).unref());
    });
  }

  /** Process id; undefined when it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Passes input of the person on to the app. */
  write(text: string): void {
    this.#child.stdin?.write(text);
  }

  /** Tells the app that no more input comes. */
  endInput(): void {
    this.#child.stdin?.end();
  }

  /** Asks the host to stop (SIGTERM; Windows knows only the end). */
  terminate(): void {
    this.#child.kill('SIGTERM');
  }

  /** Ends the host and everything in its process group at once. */
  kill(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    if (this.#isGroup) killGroup(pid);
    else
      spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { windowsHide: true, stdio: 'ignore' });
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone in the meantime.
  }
}

function withoutNull(env: Readonly<Record<string, string | null | undefined>>): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value ?? undefined]));
}

/** The editor's environment without what it uses for itself; as its terminals have it. */
export function inheritedEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(VSCODE_|ELECTRON_|CHROME_|APPLICATION_INSIGHTS_|SERVER_PROFILES_)/.test(name),
    ),
  );
}
