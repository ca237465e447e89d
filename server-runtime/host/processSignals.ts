import { constants } from 'node:os';

/** The exit code that shells give a process that a signal ended. */
export function exitCodeOfSignal(signal: NodeJS.Signals): number {
  return 128 + (constants.signals[signal] ?? 0);
}

/**
 * Calls `onStop` at the first SIGINT, SIGTERM or SIGHUP, and ends this process at the second at once, leaving what it
 * started to the watchdogs. Returns what takes the handlers away.
 */
export function onStopSignal(onStop: (signal: NodeJS.Signals) => void): () => void {
  let isStopping = false;
  const handle = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(exitCodeOfSignal(signal));
    isStopping = true;
    onStop(signal);
  };
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, handle);
  return () => {
    for (const signal of signals) process.off(signal, handle);
  };
}
