import { debug, type DebugConfiguration, Uri, workspace, type WorkspaceFolder } from 'vscode';

import type { ProfileInProject } from '../../core/profiles/profileStore.ts';
import type { Project } from '../../core/profiles/project.ts';
import type { ServerControl } from '../../core/servers/serverRegistry.ts';
import { debugType } from '../../platform/vscode/contributions.ts';

/** Property of a launch on ports that the system chooses. */
export const anyPortKey = '__serverProfilesAnyPort';

/** Property with the profile's id, for the sessions of Run Without Debugging. */
export const profileKey = '__serverProfilesProfile';

/** A `launch.json` entry of type `server-profile`; what is not named here goes on to the real debugger. */
export interface ProfileConfiguration extends DebugConfiguration {
  /** Project folder: absolute, or below the workspace folder. Default: the workspace folder, or the only project. */
  readonly project?: string;
  /** Name of the profile. Default: the project's first that can run. */
  readonly profile?: string;
}

/**
 * The entry that launches a profile from its workspace folder.
 * @param name shown for it
 */
export function configurationFor(
  { project, profile }: ProfileInProject,
  name: string,
): ProfileConfiguration {
  return {
    type: debugType,
    request: 'launch',
    name,
    project: projectFolderText(project),
    profile: profile.name,
  };
}

/** Launches an entry again: with its environment, its tasks, and with or without the debugger. */
export function launchAgainBy(
  folder: WorkspaceFolder | undefined,
  entry: DebugConfiguration,
): ServerControl['launchAgain'] {
  return async (how) => {
    const again = how?.anyPort === true ? { ...entry, [anyPortKey]: true } : entry;
    await debug.startDebugging(folder, again, { noDebug: entry['noDebug'] === true });
  };
}

/** A project's folder as an entry names it, from its workspace folder. */
export function projectFolderText({ id }: Project): string {
  const folder = Uri.parse(id);
  const isRoot = workspace.getWorkspaceFolder(folder)?.uri.toString() === id;
  if (isRoot) return '${workspaceFolder}';
  return `\${workspaceFolder}/${workspace.asRelativePath(folder, false)}`;
}
