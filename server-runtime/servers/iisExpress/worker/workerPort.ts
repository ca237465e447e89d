import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { localizableText } from '../../../contracts/localizableText.ts';
import { WorkerStartError } from '../workerStartError.ts';

/** The range that the module hands ports out of, both ends included. */
const workerPorts = { first: 1025, last: 48_000 } as const;

const tries = 10;

/**
 * The port for the next worker: the one that the user fixed, else a random one that is free now.
 * Throws {@link WorkerStartError} for a fixed port out of range, which no second attempt would mend.
 */
export async function chooseWorkerPort(
  fixed: string | undefined,
  isFree: (port: number) => Promise<boolean> = isPortFree,
): Promise<number> {
  if (fixed) {
    const port = Number(fixed);
    if (Number.isInteger(port) && port >= workerPorts.first && port <= workerPorts.last)
      return port;
    throw new WorkerStartError(
      'worker-port-invalid',
      localizableText(
        "ASPNETCORE_PORT is {0}, and a worker's port must be from {1} to {2}.",
        fixed,
        workerPorts.first,
        workerPorts.last,
      ),
      {
        help: [
          localizableText(
            'Remove ASPNETCORE_PORT from the environment: a free port is then chosen.',
          ),
        ],
      },
    );
  }
  for (let i = 0; i < tries; i++) {
    const port = randomInt(workerPorts.first, workerPorts.last + 1);
    if (await isFree(port)) return port;
  }
  throw new WorkerStartError(
    'worker-port-taken',
    localizableText('No free port for the worker was found in {0} tries.', tries),
  );
}

/** True when a socket can be bound to the port on the IPv4 loopback now. */
function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}
