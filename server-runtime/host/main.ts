import module from 'node:module';
import { runHost } from './runHost.ts';

// First of all, so that what is loaded from now on comes compiled from the cache (Node 22.1 and newer).
module.enableCompileCache?.();
// Node writes it when the process ends by itself; once the start is over also for hosts that are killed.
setTimeout(() => module.flushCompileCache?.(), 2000).unref();

void runHost(process.argv.slice(2)).then((exitCode) => {
  // The app may have left timers and connections behind; its end was decided, as when Main returns in .NET.
  process.exitCode = exitCode;
  flushAndExit();
});

/** Pipes are written asynchronously: exit once they have taken everything, or when nobody reads them for a second. */
function flushAndExit(): void {
  let open = 2;
  const done = () => {
    if (--open === 0) process.exit();
  };
  process.stdout.write('', done);
  process.stderr.write('', done);
  setTimeout(() => process.exit(), 1000);
}
