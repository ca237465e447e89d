import { l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';

import { UserError } from '../../core/base/userError.ts';
import { projectPlace } from '../../core/profiles/profileTitle.ts';
import type { ProfileInProject, ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ProfileTarget } from './contributions.ts';
import { plainLabel } from './plainLabel.ts';
import { shownName } from './shownName.ts';

/** The id in a command's argument; undefined when the command was called without one. */
export function targetId(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (typeof target === 'object' && target !== null && 'profileId' in target) {
    return typeof target.profileId === 'string' ? target.profileId : undefined;
  }
  return undefined;
}

export interface ProfilePickOptions {
  readonly title: string;
  readonly candidates: readonly ProfileInProject[];
  /** Shown at the right of a profile's name. */
  readonly describe?: (candidate: ProfileInProject) => string;
  /** Said when there is no candidate. */
  readonly none: string;
}

interface ProfileItem extends QuickPickItem {
  readonly candidate?: ProfileInProject;
}

/** Asks for one of the candidates, unless there is only one. Undefined: the person changed their mind. */
export async function pickProfile({
  title,
  candidates,
  describe,
  none,
}: ProfilePickOptions): Promise<ProfileInProject | undefined> {
  if (candidates.length === 0) throw new UserError(none, { code: 'nothing-to-pick' });
  if (candidates.length === 1) return candidates[0];
  const items = candidates.flatMap((candidate, index): ProfileItem[] => {
    const { project, profile } = candidate;
    const description = describe?.(candidate) ?? profile.label;
    const item = { label: plainLabel(shownName(profile.name)), description, candidate };
    const isNewProject = candidates[index - 1]?.project.id !== project.id;
    return isNewProject
      ? [{ label: projectPlace(project), kind: QuickPickItemKind.Separator }, item]
      : [item];
  });
  const placeHolder = l10n.t('Select a profile');
  const choice = await window.showQuickPick(items, {
    title,
    placeHolder,
    matchOnDescription: true,
  });
  return choice?.candidate;
}

/** The profile that a command is about: the one that it was called with, else the one that is picked. */
export async function resolveProfile(
  store: ProfileStore,
  target: ProfileTarget,
  options: ProfilePickOptions,
): Promise<ProfileInProject | undefined> {
  const id = targetId(target);
  if (id === undefined) return pickProfile(options);
  const found = store.find(id);
  if (found) return found;
  throw new UserError(
    l10n.t('There is no profile "{0}" any more.', shownName(id.slice(id.indexOf('#') + 1))),
    { code: 'unknown-profile' },
  );
}
