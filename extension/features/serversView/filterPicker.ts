import { l10n, type QuickPickItem, window } from 'vscode';

import { systemClock } from '../../platform/node/systemClock.ts';
import { ChosenWhileTyping } from './chosenWhileTyping.ts';
import type { TreeFilter } from './treeFilter.ts';

type StateItem = QuickPickItem & { readonly state: TreeFilter['state'] };

/** Asks for a filter; `preview` is told of each one that the person looks at, and of the former when they give up. */
export async function pickFilter(
  present: TreeFilter | undefined,
  preview: (filter: TreeFilter | undefined) => void,
): Promise<void> {
  const picker = window.createQuickPick<StateItem>();
  picker.title = l10n.t('Filter Profiles');
  picker.placeholder = l10n.t('Words of the name, the server or the project');
  picker.items = [
    { state: undefined, label: `$(list-flat) ${l10n.t('In Any State')}`, alwaysShow: true },
    { state: 'running', label: `$(circle-filled) ${l10n.t('Only Running')}`, alwaysShow: true },
    { state: 'failed', label: `$(error) ${l10n.t('Only Failed')}`, alwaysShow: true },
  ];
  picker.value = present?.text ?? '';
  const look = (): void => {
    const filter = { text: picker.value.trim(), state: state.chosen };
    preview(filter.text === '' && filter.state === undefined ? undefined : filter);
  };
  const state = new ChosenWhileTyping(present?.state, systemClock, look);
  const highlight = (): void => {
    picker.activeItems = picker.items.filter((item) => item.state === state.chosen);
  };
  highlight();
  let isAccepted = false;
  await new Promise<void>((resolve) => {
    picker.onDidChangeValue(() => {
      state.type();
      highlight();
      look();
    });
    picker.onDidChangeActive(([item]) => {
      if (item) state.highlight(item.state);
    });
    picker.onDidAccept(() => {
      isAccepted = true;
      state.settle();
      look();
      picker.hide();
    });
    picker.onDidHide(() => {
      state.dispose();
      if (!isAccepted) preview(present);
      picker.dispose();
      resolve();
    });
    picker.show();
  });
}
