import inspector from 'node:inspector';
import type { ListenTarget } from '../../shared/bindAddress.ts';
import { bindAddresses } from '../../shared/bindAddresses.ts';
import type { BindLog } from '../../shared/bindLog.ts';
import type { AddressSources } from '../../shared/chooseAddresses.ts';
import { endProgram } from './endProgram.ts';
import type { ServerThreads } from './serverThreads.ts';
import { ThreadLink, type SharedTarget, type ThreadActions } from './threadLink.ts';
import { ThreadOwner } from './threadOwner.ts';

/** What the server brings along, to serve alone or with others. */
export interface ThreadSettings extends ThreadActions {
  threadCount: number;
  sources: AddressSources;
  log: BindLog;
  listen(target: ListenTarget | SharedTarget): Promise<number>;
}

let isJoined = false;

/**
 * Serves with several processes. The first one binds the addresses and starts the program as often as it is told; it
 * serves nothing. In each of the others this same call takes the sockets over. With a debugger attached, this process
 * serves alone: breakpoints are to be hit.
 */
export async function joinThreads(settings: ThreadSettings): Promise<ServerThreads> {
  const { threadCount, sources, log } = settings;
  // Each process that a second one started would start the first one as well.
  if (isJoined) throw new Error('One server of a process can have a ThreadCount above 1.');
  isJoined = true;
  if (await ThreadLink.isThere()) {
    const link = new ThreadLink(settings);
    await link.open();
    return link;
  }
  if (inspector.url() !== undefined) {
    log.information(
      `A debugger is attached, so one process serves the app, in place of ${threadCount}.`,
    );
    settings.showAddresses(await bindAddresses(sources, (target) => settings.listen(target), log));
    return { stop: () => Promise.resolve() };
  }
  const owner = new ThreadOwner(log, () => endProgram(settings.stop));
  try {
    const addresses = await bindAddresses(sources, owner.bind, log);
    settings.showAddresses(addresses);
    await owner.start(threadCount, addresses);
    return owner;
  } catch (error) {
    await owner.stop(AbortSignal.abort());
    throw error;
  }
}
