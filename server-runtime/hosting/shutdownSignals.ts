import { toDisposable, type Disposable } from '../primitives/disposable.ts';

const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** Calls back on the first SIGINT or SIGTERM; a second one ends the process at once, as an impatient Ctrl+C means. */
export function onShutdownSignal(callback: () => void): Disposable {
  let isFirst = true;
  const handle = (signal: keyof typeof exitCodes) => {
    if (!isFirst) process.exit(exitCodes[signal]);
    isFirst = false;
    callback();
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  return toDisposable(() => {
    process.off('SIGINT', handle);
    process.off('SIGTERM', handle);
  });
}
