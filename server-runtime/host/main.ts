import module from 'node:module';
import { runHost } from './runHost.ts';

// First of all, so that what is loaded from now on comes compiled from the cache (Node 22.1 and newer).
module.enableCompileCache?.();

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
