import { afterEach } from 'mocha';

/** A list of what is to be undone after each test of a suite, the last first. */
export function useCleanUps(): (() => unknown)[] {
  const cleanUps: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
  });
  return cleanUps;
}
