import { l10n } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { splitProfileId } from '../../core/documents/settingsLocation.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import type { LaunchMode, ServerSnapshot } from '../../core/servers/serverSnapshot.ts';
import { shownState, type ShownState } from '../../core/servers/shownState.ts';
import { withCancel } from '../../platform/vscode/progress.ts';
import { shownName } from '../../platform/vscode/shownName.ts';

/**
 * Tells of starts and stops that take their time, and lets the person cut them short. Under a debugger only of stops: a
 * start may stand at a breakpoint, and the debugger's own buttons are there.
 */
export function showLaunchProgress(servers: ServerRegistry, profiles: ProfileStore): Disposable {
  const nameOf = (id: string): string => {
    const found = profiles.find(id);
    const name = shownName(splitProfileId(id).name);
    return found ? profiles.titleOf(found, name) : name;
  };
  const store = new DisposableStore();
  /** By profile: what is told of it. */
  const waiting = new Map<string, { readonly what: string; readonly end: () => void }>();
  store.add(
    servers.onDidChange((server) => {
      const { profileId } = server;
      const state = shownState(server);
      const what = `${server.launchId} ${state}`;
      const told = waiting.get(profileId);
      if (told?.what === what && !server.hasEnded) return;
      told?.end();
      waiting.delete(profileId);
      if (server.hasEnded || !isOnItsWay(state, server.mode)) return;
      const over = new Promise<void>((end) => waiting.set(profileId, { what, end }));
      void tell(servers, server, nameOf(profileId), over);
    }),
  );
  store.defer(() => {
    for (const { end } of waiting.values()) end();
  });
  return store;
}

function isOnItsWay(state: ShownState, mode: LaunchMode): boolean {
  return state === 'stopping' || (state === 'starting' && mode === 'run');
}

async function tell(
  servers: ServerRegistry,
  { profileId, state }: ServerSnapshot,
  name: string,
  over: Promise<void>,
): Promise<void> {
  if (state === 'starting') {
    await withCancel(l10n.t('Starting {0}…', name), over, () =>
      servers.controlOf(profileId)?.stop(),
    );
    return;
  }
  await withCancel(l10n.t('Stopping {0}… Cancel ends it at once.', name), over, () =>
    servers.controlOf(profileId)?.kill(),
  );
}
