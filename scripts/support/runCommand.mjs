// One child process with a time limit, in a group of its own, so that nothing of it outlives it.
import { spawn } from 'node:child_process';

const isWindows = process.platform === 'win32';
const tailLines = 80;
const running = new Set();

function killGroup(child, signal) {
  try {
    if (isWindows) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    else process.kill(-child.pid, signal);
  } catch {
    // The group is gone.
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
let isInterrupted = false;

function interrupt() {
  if (isInterrupted) process.exit(130);
  isInterrupted = true;
  for (const child of running) killGroup(child, 'SIGTERM');
  setTimeout(() => process.exit(130), 5000);
}

function track(child) {
  if (running.size === 0) for (const signal of signals) process.on(signal, interrupt);
  running.add(child);
}

function untrack(child) {
  running.delete(child);
  if (running.size > 0) return;
  for (const signal of signals) process.off(signal, interrupt);
  if (isInterrupted) process.exit(130);
}

/**
 * Runs a command to its end; never rejects.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, minutes?: number, live?: boolean }} options `live` passes the output
 *   on as it comes; otherwise only the result has it
 * @returns {Promise<{ code: number | null, output: string, tail: string, timedOut: boolean }>}
 */
export function runCommand(command, args, { cwd, env, minutes = 10, live = false } = {}) {
  return new Promise((resolve) => {
    const chunks = [];
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: !isWindows,
      shell: isWindows && !command.endsWith('.exe'),
    });
    track(child);
    let timedOut = false;
    const limit = setTimeout(() => {
      timedOut = true;
      killGroup(child, 'SIGTERM');
      setTimeout(() => killGroup(child, 'SIGKILL'), 5000).unref();
    }, minutes * 60_000);
    const finish = (code, problem) => {
      clearTimeout(limit);
      if (child.pid) killGroup(child, 'SIGKILL');
      untrack(child);
      const output = Buffer.concat(chunks).toString('utf8') + (problem ? `${problem}\n` : '');
      const tail = output.trimEnd().split('\n').slice(-tailLines).join('\n');
      resolve({ code, output, tail, timedOut });
    };
    for (const stream of ['stdout', 'stderr']) {
      child[stream].on('data', (chunk) => {
        chunks.push(chunk);
        if (live) process[stream].write(chunk);
      });
    }
    child.once('error', (error) => finish(null, `${command}: ${error.message}`));
    // A grandchild may hold the pipes open: the exit counts, the pipes get a moment to drain.
    child.once('exit', (code) => {
      const drained = setTimeout(() => finish(code), 1000);
      child.once('close', () => {
        clearTimeout(drained);
        finish(code);
      });
    });
  });
}
