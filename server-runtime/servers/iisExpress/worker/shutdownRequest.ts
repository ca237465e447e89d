import { request } from 'node:http';

/**
 * Asks a worker to shut down, as the module does: 202 means that it will. False when it knows nothing of that, does
 * not answer, or the signal aborts.
 */
export function requestShutdown(
  worker: { port: number; token: string },
  applicationPath: string,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(false);
      return;
    }
    const path = `${applicationPath === '/' ? '' : applicationPath}/iisintegration`;
    const outgoing = request({
      host: '127.0.0.1',
      port: worker.port,
      path,
      method: 'POST',
      agent: false,
      signal,
      headers: {
        'MS-ASPNETCORE-EVENT': 'shutdown',
        'MS-ASPNETCORE-TOKEN': worker.token,
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
