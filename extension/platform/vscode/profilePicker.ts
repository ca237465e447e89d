import { l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';

import { UserError } from '../../core/base/userError.ts';
import { projectPlace } from '../../core/profiles/profileTitle.ts';
import type { ProfileInProject, ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import type { ServerSnapshot } from '../../core/servers/serverSnapshot.ts';
import { isReachable } from '../../core/servers/serverState.ts';
import { shownState } from '../../core/servers/shownState.ts';
import type { ProfileTarget } from './contributions.ts';
import { plainLabel } from './plainLabel.ts';
import { shownName } from './shownName.ts';
import { stateText } from './stateText.ts';

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
  /** Asked for when the person is. */
  readonly candidates: () => readonly ProfileInProject[];
  /** What runs: the list tells the state of each candidate. */
  readonly servers: Pick<ServerRegistry, 'get'>;
  /** Said when there is no candidate. */
  readonly none: string | UserError;
}

interface ProfileItem extends QuickPickItem {
  readonly candidate?: ProfileInProject;
}

/** A line between the profiles of two projects in a list. */
export const projectBorder: QuickPickItem = { label: '', kind: QuickPickItemKind.Separator };

/** Whether the profile at a place of a list is of another project than the one before it. */
export function isOfNewProject(list: readonly ProfileInProject[], index: number): boolean {
  const before = list[index - 1];
  return before !== undefined && before.project.id !== list[index]?.project.id;
}

/**
 * What stands beside a profile's name in a list, and is searched with it: what it is, and where, if not all are there; of
 * one that was launched its addresses, and its state unless it is the one to expect.
 */
export function describeProfile(
  { project, profile }: ProfileInProject,
  list: readonly ProfileInProject[],
  server: ServerSnapshot | undefined,
): string {
  const isOnly = list.every((other) => other.project.id === project.id);
  // As in the tree: a profile that is named like its server, as IIS Express is, needs no second name.
  const kind = profile.label !== profile.name && profile.label;
  return [kind, !isOnly && projectPlace(project), describeState(server)]
    .filter(Boolean)
    .join(' · ');
}

function describeState(server: ServerSnapshot | undefined): string {
  const state = shownState(server);
  const reached = server && isReachable(server.state) ? server.addresses : [];
  const isTold = state !== 'stopped' && (state !== 'listening' || reached.length === 0);
  return [isTold && stateText(state), ...reached].filter(Boolean).join(', ');
}

/** Asks for one of the candidates, unless there is only one. Undefined: the person changed their mind. */
export async function pickProfile({
  title,
  candidates: candidatesNow,
  servers,
  none,
}: ProfilePickOptions): Promise<ProfileInProject | undefined> {
  const candidates = candidatesNow();
  if (candidates.length === 0) {
    throw typeof none === 'string' ? new UserError(none, { code: 'nothing-to-pick' }) : none;
  }
  if (candidates.length === 1) return candidates[0];
  const items = candidates.flatMap((candidate, index): ProfileItem[] => {
    const { id, name } = candidate.profile;
    const description = describeProfile(candidate, candidates, servers.get(id));
    const item = { label: plainLabel(shownName(name)), description, candidate };
    return isOfNewProject(candidates, index) ? [projectBorder, item] : [item];
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
  throw profileGone(id);
}

/** What a person is told who means a profile that is in no settings file by now. */
export function profileGone(id: string): UserError {
  return new UserError(
    l10n.t('There is no profile "{0}" any more.', shownName(id.slice(id.indexOf('#') + 1))),
    { code: 'unknown-profile' },
  );
}
