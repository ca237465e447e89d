import { request } from 'node:http';
import type { WorkerEndpoint } from './workerEndpoint.ts';

/** How long a worker may take to answer a probe, in milliseconds. */
const probeLimit = 10_000;

/**
 * Whether a worker takes part in the module's contract: it refuses a request without the pairing token by 400, and
 * accepts the same one with it. `OPTIONS *` asks for nothing, so that an app that does not know the contract does
 * nothing either. Undefined when the worker does not answer.
 */
export async function honoursContract(
  worker: WorkerEndpoint,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const without = await ask(worker, {}, signal);
  if (without === undefined) return undefined;
  if (without !== 400) return false;
  return (await ask(worker, { 'MS-ASPNETCORE-TOKEN': worker.token }, signal)) !== 400;
}

function ask(
  { host, port }: WorkerEndpoint,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<number | undefined> {
  return new Promise((resolve) => {
    const outgoing = request({
      host,
      port,
      method: 'OPTIONS',
      path: '*',
      headers,
      agent: false,
      signal: AbortSignal.any([signal, AbortSignal.timeout(probeLimit)]),
    });
    outgoing.once('response', (response) => {
      response.destroy();
      resolve(response.statusCode);
    });
    outgoing.once('error', () => resolve(undefined));
    outgoing.end();
  });
}
