import { request } from 'node:http';
import { protocolConfig } from '../protocolConfig.ts';
import type { WorkerEndpoint } from './workerEndpoint.ts';

/**
 * Asks a worker to shut down, as the module does: 202 means that it will. False when it knows nothing of that, does
 * not answer, or the signal aborts.
 */
export function requestShutdown(
  { host, port, token }: WorkerEndpoint,
  applicationPath: string,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(false);
      return;
    }
    const base = applicationPath === '/' ? '' : applicationPath;
    const outgoing = request({
      host,
      port,
      path: `${base}${protocolConfig.shutdownPath}`,
      method: 'POST',
      agent: false,
      signal,
      headers: {
        [protocolConfig.eventHeader]: protocolConfig.shutdownEvent,
        [protocolConfig.tokenHeader]: token,
        'Content-Length': 0,
      },
    });
    outgoing.once('response', (response) => {
      response.resume();
      resolve(response.statusCode === 202);
    });
    outgoing.once('error', () => resolve(false));
    outgoing.end();
  });
}
