import type { FailureParams } from '../../../server-runtime/contracts/controlMessages.ts';
import type { LaunchDiagnostic } from '../../../server-runtime/launch/model.ts';
import type { ProfileInProject, ProfileStore } from '../../core/profiles/profileStore.ts';
import type { Project, ProjectProfile } from '../../core/profiles/project.ts';
import { type FailureFix, failureFixes } from '../../core/servers/failureFixes.ts';
import { isOutdated } from '../../core/servers/isOutdated.ts';
import { listeningProcesses } from '../../core/servers/listeningProcesses.ts';
import type { ServerProcess, ServerSnapshot } from '../../core/servers/serverSnapshot.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { shownState, type ShownState } from '../../core/servers/shownState.ts';

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
      /** Whether it runs with other settings than the file has by now. */
      readonly isOutdated: boolean;
      /** Whether it was read from a settings file that is not valid JSON, as far as it could be. */
      readonly isDoubtful: boolean;
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
      /** Whether it is one of a proxied launch: its front end or its worker. */
      readonly isProxied: boolean;
      /** Addresses that clients use and that it listens on. */
      readonly addresses: readonly string[];
    }
  | {
      readonly kind: 'failure';
      readonly id: string;
      readonly profileId: string;
      /** Of the profile; what is said of one that is running helps, and is no failure. */
      readonly state: ShownState;
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
  | {
      readonly kind: 'help' | 'line';
      readonly id: string;
      readonly profileId: string;
      readonly text: string;
    }
  /** The last lines of a failed process, as one row. */
  | {
      readonly kind: 'output';
      readonly id: string;
      readonly profileId: string;
      readonly lines: readonly string[];
    }
  | {
      readonly kind: 'problem';
      readonly id: string;
      readonly settingsFile: string;
      readonly diagnostic: LaunchDiagnostic;
    }
  /** A project without profiles. */
  | {
      readonly kind: 'hint';
      readonly id: string;
      readonly projectId: string;
      readonly settingsFile: string | undefined;
    };

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
    case 'process':
      return addressNodes(node, node.addresses);
    case 'output':
      return node.lines.map((text, index) => ({
        kind: 'line',
        id: `${node.id}=${index}`,
        profileId: node.profileId,
        text,
      }));
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
  const { profile, project } = found;
  const server = servers.get(profile.id);
  return {
    kind: 'profile',
    id: profile.id,
    profileId: profile.id,
    profile,
    server,
    fixes: server?.failure ? failureFixes(server, found, servers.all()) : [],
    isActive: profiles.active?.profile.id === profile.id,
    isOutdated: isOutdated(server, profile.text),
    isDoubtful: isNotJson(project),
  };
}

/** Whether a profile's row has rows below it. */
export function hasDetails(server: ServerSnapshot): boolean {
  return serverChildren(server, []).length > 0;
}

/** Whether a project's settings file is broken as a text, so that what was read from it may not be what it means. */
export function isNotJson({ diagnostics }: Project): boolean {
  return diagnostics.some(({ code }) => code === 'invalid-json');
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

function serverChildren(server: ServerSnapshot, fixes: readonly FailureFix[]): TreeNode[] {
  const { profileId, launchId, addresses, failure } = server;
  // Ids of a launch: a row that is there again after a new launch is a new row.
  const id = `${profileId}?launch=${launchId}`;
  const processes = listeningProcesses(server);
  const isProxied = processes.some(({ process }) => process.role === 'worker');
  const rows = processes.map(({ process, addresses: own }): TreeNode => ({
    kind: 'process',
    // The editor keeps a row collapsed that had nothing below it at first, so one with addresses is another row.
    id: `${id}&pid=${process.pid}${own.length > 0 ? '&listening' : ''}`,
    profileId,
    process,
    isProxied,
    addresses: own,
  }));
  const isOwned = processes.some(({ addresses: own }) => own.length > 0);
  if (!isOwned) rows.unshift(...addressNodes({ id, profileId }, addresses));
  if (failure) {
    const state = shownState(server);
    rows.unshift({ kind: 'failure', id: `${id}&failure`, profileId, state, failure, fixes });
  }
  return rows;
}

function addressNodes(
  { id, profileId }: { readonly id: string; readonly profileId: string },
  addresses: readonly string[],
): TreeNode[] {
  return addresses.map((url) => ({ kind: 'address', id: `${id}&address=${url}`, profileId, url }));
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
    profileId,
    text,
  }));
  const last: TreeNode[] =
    output.length > 0 ? [{ kind: 'output', id: `${id}&output`, profileId, lines: output }] : [];
  const actions = fixes.map((fix, index): TreeNode => ({
    kind: 'fix',
    id: `${id}&fix=${index}`,
    profileId,
    fix,
  }));
  return [...advice, ...last, ...actions];
}
