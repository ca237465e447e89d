import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** What a port is for. */
export type PortUse = 'http' | 'https' | 'ssl';

/** The ranges that Visual Studio's and the .NET templates take ports from. */
const ranges: Readonly<Record<PortUse, readonly [first: number, last: number]>> = {
  http: [5001, 5300],
  https: [7000, 7300],
  ssl: [44300, 44399],
};

/** A port of the kind's range that the file does not use yet and that is free at the moment. */
export async function freePort(what: PortUse, taken: ReadonlySet<number>): Promise<number> {
  const [first, last] = ranges[what];
  const count = last - first + 1;
  const start = randomInt(count);
  const candidates = Array.from({ length: count }, (_, i) => first + ((start + i) % count));
  for (const port of candidates.filter((candidate) => !taken.has(candidate))) {
    if (await isFree(port)) return port;
  }
  return first;
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}
