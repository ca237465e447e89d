import { l10n, StatusBarAlignment, window, workspace } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { executeCommand, registerCommand } from '../../platform/vscode/commandRegistry.ts';
import { Commands } from '../../platform/vscode/contributions.ts';
import type { ErrorBoundary } from '../../platform/vscode/errorBoundary.ts';
import { shownName } from '../../platform/vscode/shownName.ts';
import { statusItem } from './statusItem.ts';

export interface StatusBarFeature {
  readonly profiles: ProfileStore;
  readonly servers: ServerRegistry;
  readonly errors: ErrorBoundary;
}

/** One item: the active profile and its state. A click launches it, or offers what can be done while it runs. */
export function registerStatusBar({ profiles, servers, errors }: StatusBarFeature): Disposable {
  const store = new DisposableStore();
  const item = store.add(
    window.createStatusBarItem('serverProfiles.active', StatusBarAlignment.Left, 20),
  );
  item.name = l10n.t('Server Profiles');
  item.command = Commands.statusBarAction;
  const draw = (): void => {
    const { active } = profiles;
    if (!active) return item.hide();
    const running = servers.all().filter(({ hasEnded }) => !hasEnded);
    const { text, tooltip, label } = statusItem(active, {
      title: profiles.titleOf(active, shownName(active.profile.name)),
      server: servers.get(active.profile.id),
      others: running.filter(({ profileId }) => profileId !== active.profile.id).length,
    });
    item.text = text;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label, role: 'button' };
    item.show();
  };
  store.add(profiles.onDidChange(draw));
  store.add(servers.onDidChange(draw));
  store.add(workspace.onDidGrantWorkspaceTrust(draw));
  store.add(
    registerCommand(errors, Commands.statusBarAction, async () => {
      const { active } = profiles;
      if (!active) return;
      const server = servers.get(active.profile.id);
      if (!server || server.hasEnded) return executeCommand(Commands.run, active.profile.id);
      const { pickAction } = await import(
        /* webpackMode: "lazy", webpackChunkName: "features" */ './actionPicker.ts'
      );
      await pickAction(active.profile, server, isAlone(servers));
    }),
  );
  draw();
  return store;
}

function isAlone(servers: ServerRegistry): boolean {
  return servers.all().filter(({ hasEnded }) => !hasEnded).length === 1;
}
