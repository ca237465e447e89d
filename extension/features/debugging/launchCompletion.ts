import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  type Position,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';

import { launchEntryPlace } from '../../core/documents/launchEntryPlace.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import { debugType } from '../../platform/vscode/contributions.ts';
import { sayText } from '../../platform/vscode/sayText.ts';
import { hasVariables, projectsNamed } from './findTarget.ts';
import { projectFolderText } from './profileConfiguration.ts';

/** The projects and profiles of the workspace, where an entry of `launch.json` names one. */
export class LaunchCompletion implements CompletionItemProvider {
  readonly #profiles: ProfileStore;

  constructor(profiles: ProfileStore) {
    this.#profiles = profiles;
  }

  provideCompletionItems(document: TextDocument, position: Position): CompletionItem[] {
    const place = launchEntryPlace(document.getText(), document.offsetAt(position), debugType);
    if (!place) return [];
    const folder = workspace.getWorkspaceFolder(document.uri);
    const { offset, length } = place.range;
    const range = new Range(document.positionAt(offset), document.positionAt(offset + length));
    const { projects } = this.#profiles;
    const toItem = (value: string, detail: string, index: number): CompletionItem => {
      const label = JSON.stringify(value);
      return {
        ...{ label, detail, range, filterText: label, kind: CompletionItemKind.Value },
        insertText: place.needsComma ? `${label},` : label,
        // Before the variables that the editor offers in every value.
        sortText: ` ${String(index).padStart(4, '0')}`,
      };
    };
    if (place.key === 'project') {
      return projectsNamed(projects, folder, undefined)
        .filter(({ profiles }) => profiles.length > 0)
        .map((project, index) => toItem(projectFolderText(project), project.name, index));
    }
    // Which project a variable stands for is known only when the entry is launched.
    const named = hasVariables(place) ? undefined : place.project;
    const found = projectsNamed(projects, folder, named).flatMap(({ profiles }) => profiles);
    return found
      .filter(({ name }, index) => found.findIndex((other) => other.name === name) === index)
      .map(({ name, label, unavailable }, index) =>
        toItem(name, unavailable ? sayText(unavailable) : label, index),
      );
  }
}
