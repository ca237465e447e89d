import { protocolConfig } from '../protocolConfig.ts';
import { askWorker } from './askWorker.ts';
import type { WorkerEndpoint } from './workerEndpoint.ts';

/**
 * Asks a worker to shut down, as the module does: 202 means that it will. False when it knows nothing of that, does
 * not answer, or the signal aborts.
 */
export async function requestShutdown(
  worker: WorkerEndpoint,
  applicationPath: string,
  signal: AbortSignal,
): Promise<boolean> {
  const base = applicationPath === '/' ? '' : applicationPath;
  const request = {
    method: 'POST',
    path: `${base}${protocolConfig.shutdownPath}`,
    headers: {
      [protocolConfig.eventHeader]: protocolConfig.shutdownEvent,
      [protocolConfig.tokenHeader]: worker.token,
      'Content-Length': '0',
    },
  };
  return (await askWorker(worker, request, signal)) === 202;
}
