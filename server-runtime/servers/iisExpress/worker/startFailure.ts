import {
  type LocalizableText,
  localizableText,
  withSentence,
} from '../../../contracts/localizableText.ts';
import type { ChildProcessHandle } from '../../../processes/childProcessHandle.ts';
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
  const { name, pid } = handle;
  const details = { commandLine, exit: handle.exit, output: handle.tail.lines() };
  switch (failure.status) {
    case 'exited':
      return new WorkerStartError('worker-exited', exitedEarly(worker), {
        ...details,
        help: [localizableText('Run the command by itself to see why it ends.')],
      });
    case 'timeout':
      return new WorkerStartError(
        'worker-timeout',
        localizableText(
          'The worker process {0} (pid {1}) did not listen on port {2} within {3} seconds.',
          name,
          pid,
          port,
          worker.startupTimeLimit,
        ),
        { ...details, help: await helpWithTimeout(pid, port) },
      );
    case 'foreign':
      return new WorkerStartError('worker-port-taken', portHeld(port, failure.owner), details);
  }
}

function exitedEarly({ handle: { name, pid, exit }, port }: FailedWorker): LocalizableText {
  return exit?.signal
    ? localizableText(
        'The worker process {0} (pid {1}) was ended by {2} before it listened on port {3}.',
        name,
        pid,
        exit.signal,
        port,
      )
    : localizableText(
        'The worker process {0} (pid {1}) exited with code {2} before it listened on port {3}.',
        name,
        pid,
        exit?.code ?? '?',
        port,
      );
}

function portHeld(port: number, owner: PortOwner | undefined): LocalizableText {
  if (!owner) {
    return localizableText(
      'Port {0}, which the worker was given, is held by another process.',
      port,
    );
  }
  return owner.name
    ? localizableText(
        'Port {0}, which the worker was given, is held by {1} (pid {2}).',
        port,
        owner.name,
        owner.pid,
      )
    : localizableText(
        'Port {0}, which the worker was given, is held by process {1}.',
        port,
        owner.pid,
      );
}

async function helpWithTimeout(pid: number, port: number): Promise<LocalizableText[]> {
  const sockets = await treeListeningSockets(pid).catch(() => []);
  const elsewhere = sockets
    .filter((socket) => socket.port !== port)
    .map(({ address, port: other }) =>
      address.includes(':') ? `[${address}]:${other}` : `${address}:${other}`,
    );
  const duty = localizableText(
    'It must listen on 127.0.0.1, on the port that ASPNETCORE_PORT names; PORT and ASPNETCORE_URLS name it too.',
  );
  return [
    elsewhere.length > 0
      ? withSentence(localizableText('It listens on {0} instead.', elsewhere.join(', ')), duty)
      : duty,
    localizableText('startupTimeLimit in web.config gives it more time.'),
  ];
}
