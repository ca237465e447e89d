import type { FailureParams } from '../../../server-runtime/contracts/controlMessages.ts';
import type { LaunchDiagnostic } from '../../../server-runtime/launch/model.ts';
import type { ProfileInProject, ProfileStore } from '../../core/profiles/profileStore.ts';
import type { Project, ProjectProfile } from '../../core/profiles/project.ts';
import { type FailureFix, failureFixes } from '../../core/servers/failureFixes.ts';
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
      readonly fixes: readonly FailureFix[];
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
      readonly fixes: readonly FailureFix[];
    }
  /** Something that would help after a failure. */
  | {
      readonly kind: 'fix';
      readonly id: string;
      readonly profileId: string;
      readonly fix: FailureFix;
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

/** Rows below a row; those below a project are its problems and profiles. */
export function nodesBelow(node: TreeNode): TreeNode[] {
  switch (node.kind) {
    case 'profile':
      return node.server ? serverChildren(node.server, node.fixes) : [];
    case 'failure':
      return failureChildren(node);
    case 'output':
      return node.lines.map((text, index) => ({ kind: 'line', id: `${node.id}=${index}`, text }));
    default:
      return [];
  }
}

/** The row of a profile as things stand. */
export function profileNode(
  found: ProfileInProject,
  profiles: ProfileStore,
  servers: ServerRegistry,
): TreeNode {
  const { profile } = found;
  const server = servers.get(profile.id);
  return {
    kind: 'profile',
    id: profile.id,
    profileId: profile.id,
    profile,
    server,
    fixes: server?.failure ? failureFixes(server, found, servers.all()) : [],
    isActive: profiles.active?.profile.id === profile.id,
  };
}

/** Whether a profile's row has rows below it. */
export function hasDetails(server: ServerSnapshot): boolean {
  return serverChildren(server, []).length > 0;
}

/** Rows for what is wrong in a project's settings. */
export function problemsOf({ id, settingsFile, diagnostics }: Project): TreeNode[] {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((diagnostic, index): TreeNode => ({
      kind: 'problem',
      id: `${id}?problem=${index}`,
      settingsFile: settingsFile ?? '',
      diagnostic,
    }));
}

function serverChildren(
  { profileId, launchId, addresses, processes, failure }: ServerSnapshot,
  fixes: readonly FailureFix[],
): TreeNode[] {
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
  if (failure) rows.unshift({ kind: 'failure', id: `${id}&failure`, profileId, failure, fixes });
  return rows;
}

function failureChildren({
  id,
  profileId,
  failure: { help, output },
  fixes,
}: Extract<TreeNode, { kind: 'failure' }>): TreeNode[] {
  const advice = help.map((text, index): TreeNode => ({
    kind: 'help',
    id: `${id}&help=${index}`,
    text,
  }));
  const last: TreeNode[] =
    output.length > 0 ? [{ kind: 'output', id: `${id}&output`, lines: output }] : [];
  const actions = fixes.map((fix, index): TreeNode => ({
    kind: 'fix',
    id: `${id}&fix=${index}`,
    profileId,
    fix,
  }));
  return [...advice, ...last, ...actions];
}
