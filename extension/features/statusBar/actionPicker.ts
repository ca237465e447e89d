import { l10n, type QuickPickItem, window } from 'vscode';

import type { ProjectProfile } from '../../core/profiles/project.ts';
import type { ServerSnapshot } from '../../core/servers/serverSnapshot.ts';
import { isReachable } from '../../core/servers/serverState.ts';
import { executeCommand } from '../../platform/vscode/commandRegistry.ts';
import { Commands } from '../../platform/vscode/contributions.ts';
import { shownName } from '../../platform/vscode/shownName.ts';

type Action = QuickPickItem & { readonly act: () => Promise<void> };

/**
 * Offers what can be done with a profile that runs.
 * @param isAlone whether no other one runs
 */
export async function pickAction(
  profile: ProjectProfile,
  server: ServerSnapshot,
  isAlone: boolean,
): Promise<void> {
  const choice = await window.showQuickPick(actionsFor(profile.id, server, isAlone), {
    title: shownName(profile.name),
    placeHolder: l10n.t('Select an action'),
  });
  await choice?.act();
}

function actionsFor(id: string, { state, addresses }: ServerSnapshot, isAlone: boolean): Action[] {
  const reach: Action[] = isReachable(state)
    ? [
        {
          label: `$(globe) ${l10n.t('Open in Browser')}`,
          description: addresses[0] ?? '',
          act: () => executeCommand(Commands.openInBrowser, id),
        },
        {
          label: `$(copy) ${l10n.t('Copy Local URL')}`,
          act: () => executeCommand(Commands.copyAddress, id),
        },
        {
          label: `$(copy) ${l10n.t('Copy External URL')}`,
          act: () => executeCommand(Commands.copyExternalUrl, id),
        },
      ]
    : [];
  return [
    ...reach,
    {
      label: `$(debug-restart) ${l10n.t('Restart')}`,
      act: () => executeCommand(Commands.restart, id),
    },
    { label: `$(debug-stop) ${l10n.t('Stop')}`, act: () => executeCommand(Commands.stop, id) },
    ...(isAlone
      ? []
      : [
          {
            label: `$(stop-circle) ${l10n.t('Stop All')}`,
            act: () => executeCommand(Commands.stopAll),
          },
        ]),
    {
      label: `$(terminal) ${l10n.t('Show Output')}`,
      act: () => executeCommand(Commands.showOutput, id),
    },
    {
      label: `$(list-selection) ${l10n.t('Change Active Profile…')}`,
      act: () => executeCommand(Commands.selectProfile),
    },
  ];
}
