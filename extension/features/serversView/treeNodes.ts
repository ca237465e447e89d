import type { FailureParams } from '../../../server-runtime/contracts/controlMessages.ts';
import type { LaunchDiagnostic } from '../../../server-runtime/launch/model.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { Project, ProjectProfile } from '../../core/profiles/project.ts';
import type { ServerProcess, ServerSnapshot } from '../../core/servers/serverSnapshot.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';

/** A row of the tree, as data. */
export type TreeNode =
  | {
      readonly kind: 'project';
      readonly id: string;
      readonly projectId: string;
      readonly project: Project;
    }
  | {
      readonly kind: 'profile';
      readonly id: string;
      readonly profileId: string;
      readonly profile: ProjectProfile;
      readonly server: ServerSnapshot | undefined;
      readonly isActive: boolean;
    }
  | {
      readonly kind: 'address';
      readonly id: string;
      readonly profileId: string;
      readonly url: string;
    }
  | {
      readonly kind: 'process';
      readonly id: string;
      readonly profileId: string;
      readonly process: ServerProcess;
    }
  | {
      readonly kind: 'failure';
      readonly id: string;
      readonly profileId: string;
      readonly failure: FailureParams;
    }
  | { readonly kind: 'help' | 'line'; readonly id: string; readonly text: string }
  /** The last lines of a failed process, as one row. */
  | { readonly kind: 'output'; readonly id: string; readonly lines: readonly string[] }
  | {
      readonly kind: 'problem';
      readonly id: string;
      readonly settingsFile: string;
      readonly diagnostic: LaunchDiagnostic;
    }
  /** A host project without a settings file. */
  | { readonly kind: 'hint'; readonly id: string; readonly projectId: string };

/** The row of a project. */
export function projectNode(project: Project): TreeNode {
  return { kind: 'project', id: project.id, projectId: project.id, project };
}

/** Rows below a row. */
export function childNodes(
  node: TreeNode,
  profiles: ProfileStore,
  servers: ServerRegistry,
): TreeNode[] {
  switch (node.kind) {
    case 'project':
      return projectChildren(node.project, profiles, servers);
    case 'profile':
      return node.server ? serverChildren(node.server) : [];
    case 'failure':
      return failureChildren(node.id, node.failure);
    case 'output':
      return node.lines.map((text, index) => ({ kind: 'line', id: `${node.id}=${index}`, text }));
    default:
      return [];
  }
}

/** The row of a profile as things stand. */
export function profileNode(
  profile: ProjectProfile,
  profiles: ProfileStore,
  servers: ServerRegistry,
): TreeNode {
  return {
    kind: 'profile',
    id: profile.id,
    profileId: profile.id,
    profile,
    server: servers.get(profile.id),
    isActive: profiles.active?.profile.id === profile.id,
  };
}

/** Whether a profile's row has rows below it. */
export function hasDetails(server: ServerSnapshot): boolean {
  return serverChildren(server).length > 0;
}

function projectChildren(
  project: Project,
  profiles: ProfileStore,
  servers: ServerRegistry,
): TreeNode[] {
  const { id, settingsFile, diagnostics } = project;
  const problems = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((diagnostic, index): TreeNode => ({
      kind: 'problem',
      id: `${id}?problem=${index}`,
      settingsFile: settingsFile ?? '',
      diagnostic,
    }));
  const rows = project.profiles.map((profile) => profileNode(profile, profiles, servers));
  if (rows.length + problems.length > 0) return [...problems, ...rows];
  return [{ kind: 'hint', id: `${id}?hint`, projectId: id }];
}

function serverChildren({
  profileId,
  launchId,
  addresses,
  processes,
  failure,
}: ServerSnapshot): TreeNode[] {
  // Ids of a launch: a row that is there again after a new launch is a new row.
  const id = `${profileId}?launch=${launchId}`;
  const rows: TreeNode[] = addresses.map((url) => ({
    kind: 'address',
    id: `${id}&address=${url}`,
    profileId,
    url,
  }));
  for (const process of processes) {
    // The host is the profile itself; the others are what it started.
    if (process.role === 'host') continue;
    rows.push({ kind: 'process', id: `${id}&pid=${process.pid}`, profileId, process });
  }
  if (failure) rows.unshift({ kind: 'failure', id: `${id}&failure`, profileId, failure });
  return rows;
}

function failureChildren(id: string, { help, output }: FailureParams): TreeNode[] {
  const rows = help.map((text, index): TreeNode => ({
    kind: 'help',
    id: `${id}&help=${index}`,
    text,
  }));
  if (output.length > 0) rows.push({ kind: 'output', id: `${id}&output`, lines: output });
  return rows;
}
