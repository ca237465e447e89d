import {
  l10n,
  type Memento,
  type QuickInputButton,
  type QuickPickItem,
  QuickPickItemKind,
  ThemeIcon,
  window,
} from 'vscode';

import type { ProfileInProject, ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { executeCommand } from '../../platform/vscode/commandRegistry.ts';
import { Commands } from '../../platform/vscode/contributions.ts';
import { nothingThere } from '../../platform/vscode/nothingThere.ts';
import { plainLabel } from '../../platform/vscode/plainLabel.ts';
import {
  describeProfile,
  isOfNewProject,
  projectBorder,
} from '../../platform/vscode/profilePicker.ts';
import { shownName } from '../../platform/vscode/shownName.ts';

interface ProfileItem extends QuickPickItem {
  readonly id?: string;
}

const recentKey = 'serverProfiles.recentProfiles';
const recentLimit = 5;

/** Chooses the active profile, and starts nothing; buttons beside a name run and debug it. The last ones come first. */
export async function selectProfile(
  profiles: ProfileStore,
  servers: ServerRegistry,
  memory: Memento,
): Promise<void> {
  await profiles.whenLoaded();
  const candidates = profiles.launchable();
  if (candidates.length === 0) throw nothingThere('profile');
  const run: QuickInputButton = {
    iconPath: new ThemeIcon('play'),
    tooltip: l10n.t('Run Without Debugging'),
  };
  const debug: QuickInputButton = {
    iconPath: new ThemeIcon('debug-alt'),
    tooltip: l10n.t('Debug'),
  };
  const picker = window.createQuickPick<ProfileItem>();
  const activeId = profiles.active?.profile.id;
  picker.title = l10n.t('Select the Active Profile');
  picker.placeholder = l10n.t('Select a profile');
  picker.matchOnDescription = true;
  picker.items = itemsOf(candidates, recentOf(memory), (candidate) => {
    const { id, name } = candidate.profile;
    const facts = [
      describeProfile(candidate, candidates, servers.get(id)),
      id === activeId && l10n.t('active'),
    ];
    return {
      id,
      label: plainLabel(shownName(name)),
      description: facts.filter(Boolean).join(' · '),
      buttons: [run, debug],
    };
  });
  picker.activeItems = picker.items
    .filter(({ id }) => id !== undefined && id === activeId)
    .slice(0, 1);
  const choose = async (id: string | undefined): Promise<void> => {
    picker.hide();
    if (id === undefined) return;
    profiles.choose(id);
    const recent = [id, ...recentOf(memory).filter((other) => other !== id)];
    await memory.update(recentKey, recent.slice(0, recentLimit));
  };
  await new Promise<void>((resolve) => {
    picker.onDidAccept(() => {
      // Without one that matches what was typed there is nothing to choose.
      const [item] = picker.activeItems;
      if (item) void choose(item.id).then(resolve, resolve);
    });
    picker.onDidTriggerItemButton(({ item, button }) => {
      void choose(item.id)
        .then(() => executeCommand(button === run ? Commands.run : Commands.debug, item.id))
        .then(resolve, resolve);
    });
    picker.onDidHide(() => {
      picker.dispose();
      resolve();
    });
    picker.show();
  });
}

function recentOf(memory: Memento): readonly string[] {
  return memory.get<readonly string[]>(recentKey) ?? [];
}

function itemsOf(
  candidates: readonly ProfileInProject[],
  recent: readonly string[],
  toItem: (candidate: ProfileInProject) => ProfileItem,
): ProfileItem[] {
  const last = recent
    .map((id) => candidates.find(({ profile }) => profile.id === id))
    .filter((candidate) => candidate !== undefined);
  const others = candidates.filter((candidate) => !last.includes(candidate));
  const rest = others.flatMap((candidate, index) =>
    isOfNewProject(others, index) ? [projectBorder, toItem(candidate)] : [toItem(candidate)],
  );
  if (last.length === 0) return rest;
  return [
    { label: l10n.t('recently used'), kind: QuickPickItemKind.Separator },
    ...last.map(toItem),
    ...(rest.length > 0 ? [projectBorder, ...rest] : []),
  ];
}
