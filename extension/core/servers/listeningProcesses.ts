import type { ServerProcess, ServerSnapshot } from './serverSnapshot.ts';

/** A process of a launch, and which of the launch's addresses it listens on. */
export interface ListeningProcess {
  readonly process: ServerProcess;
  readonly addresses: readonly string[];
}

/**
 * The processes that a person knows a launch by, the one that listens first. Addresses are told for a whole launch, so
 * the roles say whose they are: the app's, where the host only started it and watches; else the host's, which then is
 * the app itself, or the front end of its workers. A host that does not listen is left out: it is no part of what the
 * person launched.
 */
export function listeningProcesses({ processes, addresses }: ServerSnapshot): ListeningProcess[] {
  const host = processes.find(({ role }) => role === 'host');
  const others = processes.filter(({ role }) => role !== 'host');
  const owner =
    others.find(({ role }) => role === 'app') ?? (addresses.length > 0 ? host : undefined);
  const shown = owner && !others.includes(owner) ? [owner, ...others] : others;
  return shown.map((process) => ({ process, addresses: process === owner ? addresses : [] }));
}
