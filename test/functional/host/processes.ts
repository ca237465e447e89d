import { createServer } from 'node:net';
import type { TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { readProcessTable } from '../../../server-runtime/processes/processTable.ts';

/** True while the process lives; a zombie that nobody reaps does not. */
export async function isAlive(pid: number): Promise<boolean> {
  return (await readProcessTable()).some((entry) => entry.pid === pid);
}

/** The process's children now. */
export async function childrenOf(pid: number): Promise<{ pid: number; name: string }[]> {
  return (await readProcessTable()).filter((entry) => entry.parent === pid);
}

/** Waits until the condition holds. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  what: string,
): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`it never happened: ${what}`);
    await delay(25);
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Holds a port on 127.0.0.1 until the test is over. */
export async function holdPort(t: TestContext): Promise<number> {
  const server = createServer();
  t.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as { port: number }).port;
}

/** True when a new socket can listen there. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
