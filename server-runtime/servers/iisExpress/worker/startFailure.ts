import type { ChildProcessHandle, ProcessExit } from '../../../processes/childProcessHandle.ts';
import type { PortOwner } from '../../../processes/portOwner.ts';
import { treeListeningSockets } from '../../../processes/treeSockets.ts';
import { WorkerStartError } from '../workerStartError.ts';

/** How waiting for a worker ended. */
export type FailedStart =
  | { status: 'exited' }
  | { status: 'timeout' }
  | { status: 'foreign'; owner: PortOwner | undefined };

/** What there is to say about a worker that does not listen. */
export interface FailedWorker {
  handle: ChildProcessHandle;
  port: number;
  commandLine: string;
  /** Seconds. */
  startupTimeLimit: number;
}

/** Says why a worker does not listen, and what would help. */
export async function describeStartFailure(
  failure: FailedStart,
  worker: FailedWorker,
): Promise<WorkerStartError> {
  const { handle, port, commandLine } = worker;
  const who = `The worker process ${handle.name} (pid ${handle.pid})`;
  const details = { commandLine, exit: handle.exit, output: handle.tail.lines() };
  switch (failure.status) {
    case 'exited':
      return new WorkerStartError(
        'worker-exited',
        `${who} ${formatExit(handle.exit)} before it listened on port ${port}.`,
        { ...details, help: ['Run the command by itself to see why it ends.'] },
      );
    case 'timeout':
      return new WorkerStartError(
        'worker-timeout',
        `${who} did not listen on port ${port} within ${worker.startupTimeLimit} seconds.`,
        { ...details, help: await helpWithTimeout(handle.pid, port) },
      );
    case 'foreign': {
      const { owner } = failure;
      const holder = owner ? `${owner.name ?? 'a process'} (pid ${owner.pid})` : 'another process';
      return new WorkerStartError(
        'worker-port-taken',
        `Port ${port}, which the worker was given, is held by ${holder}.`,
        details,
      );
    }
  }
}

/** `exited with code 3`, `was ended by SIGKILL`. */
export function formatExit(exit: ProcessExit | undefined): string {
  if (exit?.signal) return `was ended by ${exit.signal}`;
  return `exited with code ${exit?.code ?? 'unknown'}`;
}

async function helpWithTimeout(pid: number, port: number): Promise<string[]> {
  const sockets = await treeListeningSockets(pid).catch(() => []);
  const elsewhere = sockets
    .filter((socket) => socket.port !== port)
    .map(({ address, port: other }) =>
      address.includes(':') ? `[${address}]:${other}` : `${address}:${other}`,
    );
  const where = elsewhere.length > 0 ? `It listens on ${elsewhere.join(', ')} instead. ` : '';
  return [
    `${where}It must listen on 127.0.0.1, on the port that ASPNETCORE_PORT names; PORT and ASPNETCORE_URLS name it too.`,
    'startupTimeLimit in web.config gives it more time.',
  ];
}
