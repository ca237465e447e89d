import type {
  FailureParams,
  ProcessParams,
  ProcessRole,
  ProcessRuntime,
  ServerState,
} from '../../../server-runtime/contracts/controlMessages.ts';
import { isActive, nextState } from './serverState.ts';

/** Whether a debugger watches the launch. */
export type LaunchMode = 'run' | 'debug';

/** A living process of a launch. */
export interface ServerProcess {
  readonly pid: number;
  readonly role: ProcessRole;
  readonly runtime: ProcessRuntime;
  readonly name: string;
  /** The process's own address, when it is not the one that clients use. */
  readonly address?: string;
}

/** All that is known of the last launch of a profile. A value: each change makes a new one. */
export interface ServerSnapshot {
  readonly profileId: string;
  /** Differs for each launch of this session. */
  readonly launchId: number;
  readonly mode: LaunchMode;
  /** What it was launched with, as `launchText` gives it; undefined when that is not known. */
  readonly launchedText?: string | undefined;
  readonly state: ServerState;
  /** Whether the host is gone; a host that reported its failure may still be on its way out. */
  readonly hasEnded: boolean;
  /** Addresses that clients use, as bound. */
  readonly addresses: readonly string[];
  readonly processes: readonly ServerProcess[];
  /** Why the state is `failed` or `degraded`; or, of one that is well, why it does not listen. */
  readonly failure?: FailureParams;
}

/** Whether what is said of a launch is no trouble, but help for a program that goes on and does not listen. */
export function isAdvice({ code }: FailureParams): boolean {
  return code === 'does-not-listen';
}

/** What the control channel, the host process or a debug session reports. */
export type ServerEvent =
  | { readonly type: 'state'; readonly state: ServerState }
  | { readonly type: 'addresses'; readonly addresses: readonly string[] }
  | { readonly type: 'process'; readonly process: ProcessParams }
  | { readonly type: 'failure'; readonly failure: FailureParams }
  /** A debugger has started the host again: a new life within the launch. */
  | { readonly type: 'reborn' }
  /** The host is gone; with a failure when nobody asked for that and it did not end well. */
  | { readonly type: 'ended'; readonly failure?: FailureParams };

/** The snapshot after an event; the same object when nothing changed. */
export function reduceServer(server: ServerSnapshot, event: ServerEvent): ServerSnapshot {
  switch (event.type) {
    case 'state':
      return withState(server, event.state);
    case 'addresses':
      return sameList(server.addresses, event.addresses)
        ? server
        : { ...server, addresses: event.addresses };
    case 'process':
      return { ...server, processes: withProcess(server.processes, event.process) };
    case 'failure':
      // Too late: it listens by now, or is on its way out.
      if (isAdvice(event.failure) && server.state !== 'starting') return server;
      return { ...server, failure: event.failure };
    case 'reborn': {
      const { failure: _, launchedText: _read, ...healthy } = server;
      return { ...healthy, state: 'starting', addresses: [], processes: [] };
    }
    case 'ended':
      return ended(server, event.failure);
  }
}

function withState(before: ServerSnapshot, reported: ServerState): ServerSnapshot {
  const state = nextState(before.state, reported);
  if (state === before.state) return before;
  const server = withoutAdvice(before);
  if (state === 'failed' || state === 'stopped') {
    return { ...server, state, addresses: [] };
  }
  // Past troubles are over once it listens, starts again, or is told to stop: a stop that fails has troubles of its own.
  if (state === 'listening' || state === 'starting' || state === 'stopping') {
    const { failure: _, ...healthy } = server;
    return { ...healthy, state };
  }
  return { ...server, state };
}

function ended(before: ServerSnapshot, failure: FailureParams | undefined): ServerSnapshot {
  const server = withoutAdvice(before);
  const gone = { ...server, hasEnded: true, addresses: [], processes: [] };
  if (!isActive(server.state)) return gone;
  if (server.state === 'stopping') return { ...gone, state: 'stopped' };
  // What the host said about itself beats what its end looks like from outside.
  const reason =
    server.state === 'degraded' ? (failure ?? server.failure) : (server.failure ?? failure);
  return reason ? { ...gone, state: 'failed', failure: reason } : { ...gone, state: 'stopped' };
}

/** Help for a program that goes on is none for what comes after it. */
function withoutAdvice(server: ServerSnapshot): ServerSnapshot {
  const { failure, ...well } = server;
  return failure && isAdvice(failure) ? well : server;
}

function withProcess(
  processes: readonly ServerProcess[],
  { event, pid, role, runtime, name, address }: ProcessParams,
): readonly ServerProcess[] {
  const others = processes.filter((process) => process.pid !== pid);
  if (event === 'exited') return others;
  return [...others, { pid, role, runtime, name, ...(address !== undefined && { address }) }];
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
