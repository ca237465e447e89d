import { basename } from 'node:path/posix';
import { l10n, Uri, workspace, type WorkspaceFolder } from 'vscode';

import { UserError } from '../../core/base/userError.ts';
import type { ProfileInProject, ProfileStore } from '../../core/profiles/profileStore.ts';
import type { Project } from '../../core/profiles/project.ts';
import { nothingThere } from '../../platform/vscode/nothingThere.ts';
import { sayText } from '../../platform/vscode/sayText.ts';
import { openLaunchJson } from './openLaunchJson.ts';
import type { ProfileConfiguration } from './profileConfiguration.ts';

/** The profile that a `launch.json` entry names; without names, the active one. */
export function findTarget(
  store: ProfileStore,
  folder: WorkspaceFolder | undefined,
  { project: folderName, profile: profileName }: Partial<ProfileConfiguration>,
): ProfileInProject {
  if (folderName === undefined && profileName === undefined) {
    if (store.active) return store.active;
    throw nothingThere('profile');
  }
  const projects = projectsNamed(store.projects, folder, folderName);
  const profiles = projects.flatMap((project) =>
    project.profiles.map((profile) => ({ project, profile })),
  );
  const found =
    profileName === undefined
      ? // Of the first one, when none can run, it is said why.
        (profiles.find(({ profile }) => profile.unavailable === undefined) ?? profiles[0])
      : profiles.find(({ profile }) => profile.name === profileName);
  if (found) return found;
  const names = [...new Set(profiles.map(({ profile }) => `"${profile.name}"`))].join(', ');
  const broken = projects
    .flatMap(({ settingsFile = '', diagnostics }) =>
      diagnostics.map((diagnostic) => ({ ...diagnostic, file: basename(settingsFile) })),
    )
    .find(({ severity }) => severity === 'error');
  if (broken) {
    throw new UserError(
      l10n.t('{0}, line {1}: {2}', broken.file, broken.line ?? 1, sayText(broken.text)),
      { code: broken.code },
    );
  }
  const place = folderName ?? folder?.name ?? workspace.name ?? '';
  throw new UserError(
    names === ''
      ? l10n.t('There are no profiles in "{0}".', withFolder(place, rootsOf(folder)[0]))
      : l10n.t('There is no profile "{0}". Available: {1}.', profileName ?? '', names),
    {
      code: 'unknown-profile',
      actions: [openLaunchJson()],
    },
  );
}

/** Whether the editor has to put values in first: of variables other than the workspace folder, as `${input:profile}`. */
export function hasVariables({ project, profile }: Partial<ProfileConfiguration>): boolean {
  return [project, profile].some((text) =>
    text?.replaceAll('${workspaceFolder}', '').includes('${'),
  );
}

/** The projects in a folder as an entry names it; undefined: all of the workspace folder, or of the workspace. */
export function projectsNamed(
  projects: readonly Project[],
  folder: WorkspaceFolder | undefined,
  folderName: string | undefined,
): readonly Project[] {
  if (folderName === undefined) {
    return projects.filter(({ id }) => rootsOf(folder).some(({ uri }) => isWithin(id, uri)));
  }
  const wanted = new Set(
    rootsOf(folder).map((root) => {
      const path = withFolder(folderName, root);
      const isAbsolute = /^([/\\]|[a-z]:)/i.test(path);
      return normalized(isAbsolute ? Uri.file(path) : Uri.joinPath(root.uri, path));
    }),
  );
  return projects.filter(({ id }) => wanted.has(normalized(Uri.parse(id))));
}

function rootsOf(folder: WorkspaceFolder | undefined): readonly WorkspaceFolder[] {
  return folder ? [folder] : (workspace.workspaceFolders ?? []);
}

/** A path with the workspace folder put in. */
function withFolder(path: string, root: WorkspaceFolder | undefined): string {
  return path.replaceAll('${workspaceFolder}', root?.uri.fsPath ?? '');
}

function normalized(uri: Uri): string {
  return Uri.joinPath(uri, '.').toString().replace(/\/$/, '');
}

function isWithin(id: string, root: Uri): boolean {
  return `${id}/`.startsWith(`${root.toString()}/`);
}
