import { protocolConfig } from '../protocolConfig.ts';
import { askWorker } from './askWorker.ts';
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
  return (await ask(worker, { [protocolConfig.tokenHeader]: worker.token }, signal)) !== 400;
}

function ask(
  worker: WorkerEndpoint,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<number | undefined> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(probeLimit)]);
  return askWorker(worker, { method: 'OPTIONS', path: '*', headers }, limited);
}
