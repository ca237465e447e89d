import type { DebugConfiguration } from 'vscode';

import type { ProfileInProject } from '../../core/profiles/profileStore.ts';
import { debugType } from '../../platform/vscode/contributions.ts';

/** A `launch.json` entry of type `server-profile`; what is not named here goes on to the real debugger. */
export interface ProfileConfiguration extends DebugConfiguration {
  /** Project folder: absolute, or below the workspace folder. Default: the workspace folder, or the only project. */
  readonly project?: string;
  /** Name of the profile. Default: the project's first that can run. */
  readonly profile?: string;
}

/** The entry that launches a profile. */
export function configurationFor(
  { project, profile }: ProfileInProject,
  hasSeveralProjects: boolean,
): ProfileConfiguration {
  const name = hasSeveralProjects ? `${profile.name} (${project.name})` : profile.name;
  return {
    type: debugType,
    request: 'launch',
    name,
    project:
      project.location === '' ? '${workspaceFolder}' : `\${workspaceFolder}/${project.location}`,
    profile: profile.name,
  };
}
