import { spawn } from 'node:child_process';

/** A tiny process that ends a process group when this process is gone, however that went: SIGKILL included. */
export interface Watchdog {
  /** The group has ended, or is left to itself: the watchdog goes away without touching it. */
  dismiss(): void;
}

// It blocks on a pipe whose other end only this process holds: the OS closes that with the process. A line read
// means dismissed; end of file, that the process died. `sh` costs 1 MB where a Node process would cost 40.
const posixScript = `trap '' INT TERM HUP QUIT
if read -r line; then exit 0; fi
kill -s TERM -- "-$1" 2>/dev/null || exit 0
sleep 1
kill -s KILL -- "-$1" 2>/dev/null`;

const windowsScript = `let dismissed = false;
process.stdin.on('data', () => { dismissed = true; });
process.stdin.on('close', () => {
  if (!dismissed) require('node:child_process').spawnSync('taskkill', ['/F', '/T', '/PID', process.argv[1]]);
});`;

/** Watches over the group that `pid` leads. Never throws: without a watchdog the group only loses this guard. */
export function startWatchdog(pid: number): Watchdog {
  const isWindows = process.platform === 'win32';
  const [command, args] = isWindows
    ? [process.execPath, ['-e', windowsScript, String(pid)]]
    : ['/bin/sh', ['-c', posixScript, 'sh', String(pid)]];
  const child = spawn(command, args, {
    // A session of its own, so that Ctrl+C in the terminal does not reach it; no folder kept busy.
    detached: true,
    cwd: isWindows ? undefined : '/',
    env: isWindows ? process.env : { PATH: process.env['PATH'] ?? '/bin:/usr/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
  return {
    dismiss() {
      child.stdin.end('\n');
    },
  };
}
