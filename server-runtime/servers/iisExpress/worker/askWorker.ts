import type { WorkerEndpoint } from './workerEndpoint.ts';

/** A request of the front end's own, without a body. */
export interface WorkerRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
}

/** Asks a worker something over a connection of its own: the status, or undefined when there is no answer in time. */
export async function askWorker(
  { host, port }: WorkerEndpoint,
  { method, path, headers }: WorkerRequest,
  signal: AbortSignal,
): Promise<number | undefined> {
  if (signal.aborted) return undefined;
  // Loaded when it is needed, which is late: a start is not to wait for it.
  const { request } = await import('node:http');
  return new Promise((resolve) => {
    const outgoing = request({ host, port, method, path, headers, agent: false, signal });
    outgoing.once('response', (response) => {
      response.destroy();
      resolve(response.statusCode);
    });
    outgoing.once('error', () => resolve(undefined));
    outgoing.end();
  });
}
