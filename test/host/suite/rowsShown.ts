// What people see below and beside the row of a profile: a table of rows, made in the editor that draws them.
import assert from 'node:assert/strict';
import { it } from 'mocha';
import { ThemeIcon, TreeItemCollapsibleState } from 'vscode';
import { ProfileStore } from '../../../extension/core/profiles/profileStore.ts';
import { ServerRegistry } from '../../../extension/core/servers/serverRegistry.ts';
import { treeItem } from '../../../extension/features/serversView/treeItems.ts';
import {
  profileNode,
  projectNode,
  type TreeNode,
} from '../../../extension/features/serversView/treeNodes.ts';
import type { LaunchDiagnostic } from '../../../server-runtime/launch/model.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { profilesText, workspaceProject } from './projects.ts';

/** How every other kind of row looks, as a table. */
export function rowsShown(): void {
  const id = 'file:///w/one#a';
  const failure = { code: 'x', message: 'It fell over.', output: ['last'], help: ['Stand up.'] };
  const fell = 'It fell over.\nStand up.\nlast';
  const address = 'http://localhost:5123/';
  const process = { pid: 7, role: 'host', runtime: 'node', name: 'node' } as const;
  const worker = { ...process, role: 'worker', pid: 8 } as const;
  const project = {
    ...workspaceProject('one', '{}'),
    location: 'sub/one',
    settingsFile: undefined,
  };
  const withProfiles = (...names: string[]): TreeNode =>
    projectNode({
      ...workspaceProject(
        'one',
        profilesText(Object.fromEntries(names.map((name) => [name, 'Project']))),
      ),
    });
  const finding = parseLaunchSettings('{\n "profiles": 1 }').diagnostics[0] as LaunchDiagnostic;
  const { line: _, ...placeless } = finding;
  const isBroken = [{ ...finding, code: 'invalid-json' }];

  const { Expanded, Collapsed, None } = TreeItemCollapsibleState;
  const commands: Partial<Record<TreeNode['kind'], string>> = {
    fix: 'serverProfiles.applyFix',
    problem: 'serverProfiles.revealProblem',
  };

  interface Row {
    readonly node: TreeNode;
    readonly icon?: string;
    readonly label?: string;
    readonly description?: string;
    readonly context?: string;
    /** By a screen reader. */
    readonly said?: string;
    readonly tooltip: string;
    readonly opens?: TreeItemCollapsibleState;
  }
  const processRow = (
    isProxied: boolean,
    of: Extract<TreeNode, { kind: 'process' }>['process'],
    addresses: readonly string[] = [],
  ): TreeNode => ({ kind: 'process', id: '1', profileId: id, process: of, isProxied, addresses });
  const failureRow = (state: Extract<TreeNode, { kind: 'failure' }>['state']): TreeNode => ({
    ...{ kind: 'failure', id: '1', profileId: id, state, failure, fixes: [] },
  });
  const ofFailure = {
    ...{ label: 'It fell over.', context: 'failure', tooltip: fell, opens: Expanded },
  };
  const failed = { ...ofFailure, icon: 'error list.errorForeground' };

  const rows: Readonly<Record<string, Row>> = {
    'a project': {
      node: projectNode(project),
      ...{ icon: 'project', label: 'one', description: 'sub/one', context: 'project.plain' },
      ...{ said: 'Project one, 0 profiles, sub/one', tooltip: 'sub/one', opens: Expanded },
    },
    'a project with one profile': {
      node: withProfiles('a'),
      ...{ icon: 'project', label: 'one', context: 'project.settings' },
      ...{ said: 'Project one, 1 profile', tooltip: 'one', opens: Expanded },
    },
    'a project with two': {
      node: withProfiles('a', 'b'),
      ...{ icon: 'project', label: 'one', context: 'project.settings' },
      ...{ said: 'Project one, 2 profiles', tooltip: 'one', opens: Expanded },
    },
    'a project with broken settings': {
      node: projectNode({
        ...{ ...project, location: 'one', settingsFile: 'file:///x', diagnostics: isBroken },
      }),
      ...{ icon: 'project', label: 'one', description: 'settings are not valid JSON' },
      ...{ context: 'project.settings', opens: Expanded },
      said: 'Project one, 0 profiles, settings are not valid JSON',
      tooltip: 'one\nsettings are not valid JSON',
    },
    'an address of a browser': {
      node: { kind: 'address', id: '1', profileId: id, url: 'HTTPS://localhost:5123/' },
      ...{ icon: 'globe', label: 'HTTPS://localhost:5123/', context: 'address.web' },
      said: 'Listening on HTTPS://localhost:5123/',
      tooltip: 'Listening on HTTPS://localhost:5123/',
    },
    'an address of none': {
      node: { kind: 'address', id: '1', profileId: id, url: 'net.pipe://x' },
      ...{ icon: 'globe', label: 'net.pipe://x', context: 'address.other' },
      ...{ said: 'Listening on net.pipe://x', tooltip: 'Listening on net.pipe://x' },
    },
    'an address of a socket': {
      node: { kind: 'address', id: '1', profileId: id, url: 'http://unix:/tmp/a.sock' },
      ...{ icon: 'globe', label: 'http://unix:/tmp/a.sock', context: 'address.other' },
      said: 'Listening on http://unix:/tmp/a.sock',
      tooltip: 'Listening on http://unix:/tmp/a.sock',
    },
    'a process': {
      node: processRow(false, process),
      ...{ icon: 'server-process', label: 'node', description: 'pid 7', context: 'process.host' },
      ...{ said: 'node, pid 7', tooltip: 'node, process 7' },
    },
    'a process that listens': {
      node: processRow(false, process, [address]),
      ...{ icon: 'server-process', label: 'node', description: 'pid 7', context: 'process.host' },
      ...{ said: 'node, pid 7', tooltip: 'node, process 7', opens: Expanded },
    },
    'a front end': {
      node: processRow(true, process),
      ...{ icon: 'server-process', label: 'Front end', description: 'node · pid 7' },
      ...{ context: 'process.host', said: 'Front end, node, pid 7' },
      tooltip: 'The proxied server takes the requests: node, process 7.',
    },
    'a worker': {
      node: processRow(true, worker),
      ...{ icon: 'server-process', label: 'Worker', description: 'node · pid 8' },
      ...{ context: 'process.worker', said: 'Worker, node, pid 8' },
      tooltip: 'The app behind the proxied server: node, process 8.',
    },
    'a worker with its own address': {
      node: processRow(true, { ...worker, address }),
      ...{ icon: 'server-process', label: 'Worker', description: `node · pid 8 · ${address}` },
      ...{ context: 'process.worker', said: `Worker, node, pid 8, ${address}` },
      tooltip: `The proxied server forwards requests to ${address}: node, process 8.`,
    },
    'why it has failed': {
      ...{ ...failed, node: failureRow('failed') },
      said: 'Why it is not running: It fell over. Stand up.',
    },
    'why it was not well before it stopped': {
      ...{ ...failed, node: failureRow('stopped') },
      said: 'Why it is not running: It fell over. Stand up.',
    },
    'why it is degraded': {
      ...{ ...ofFailure, node: failureRow('degraded'), icon: 'warning list.warningForeground' },
      said: 'Why it is degraded: It fell over. Stand up.',
    },
    'why it does not listen': {
      ...{ ...ofFailure, node: failureRow('running'), icon: 'info' },
      said: 'Why it does not listen: It fell over. Stand up.',
    },
    'what went wrong before it stops': {
      ...{ ...failed, node: failureRow('stopping') },
      said: 'What went wrong: It fell over. Stand up.',
    },
    'some help': {
      node: { kind: 'help', id: '1', profileId: 'p', text: 'Do.' },
      ...{ icon: 'info', description: 'Do.', said: 'Do.', tooltip: 'Do.' },
    },
    'a line of output': {
      node: { kind: 'line', id: '1', profileId: 'p', text: 'x' },
      ...{ description: 'x', said: 'x', tooltip: 'x' },
    },
    'the last output': {
      node: { kind: 'output', id: '1', profileId: 'p', lines: ['x', 'y'] },
      ...{ icon: 'output', label: 'Last Output', description: 'y', context: 'output' },
      ...{ tooltip: 'x\ny', opens: Collapsed },
    },
    'a fix by another profile': {
      node: {
        ...{ kind: 'fix', id: '1', profileId: id },
        fix: { kind: 'stopOwner', owner: 'file:///w#b' },
      },
      ...{ icon: 'debug-stop', label: 'Stop "b" and Try Again', context: 'fix.stopOwner' },
      ...{ said: 'Stop "b" and Try Again', tooltip: 'Stop "b" and Try Again' },
    },
    'a fix in the code': {
      node: {
        ...{ kind: 'fix', id: '1', profileId: id },
        fix: { kind: 'openPlace', place: { file: '/w/x.js', line: 3 } },
      },
      ...{ icon: 'go-to-file', label: 'Open x.js:3', context: 'fix.openPlace' },
      ...{ said: 'Open x.js:3', tooltip: 'Open x.js:3' },
    },
    'a problem': {
      node: { kind: 'problem', id: '1', settingsFile: 'file:///x', diagnostic: finding },
      icon: 'error list.errorForeground',
      label: 'profiles must be an object, not a number.',
      ...{ description: 'line 2', context: 'problem' },
      said: 'Line 2: profiles must be an object, not a number.',
      tooltip: 'Line 2: profiles must be an object, not a number.',
    },
    'a problem of no line': {
      node: { kind: 'problem', id: '1', settingsFile: 'file:///x', diagnostic: placeless },
      icon: 'error list.errorForeground',
      label: 'profiles must be an object, not a number.',
      context: 'problem',
      said: 'profiles must be an object, not a number.',
      tooltip: 'profiles must be an object, not a number.',
    },
    'the hint to add a file': {
      node: { kind: 'hint', id: '1', projectId: 'x', settingsFile: undefined },
      ...{ icon: 'info', context: 'hint' },
      description: 'No profiles yet: add one in a new launchSettings.json',
      said: 'No profiles yet: add one in a new launchSettings.json',
      tooltip: 'No profiles yet: add one in a new launchSettings.json',
    },
    'the hint to add a profile': {
      node: { kind: 'hint', id: '1', projectId: 'x', settingsFile: 'file:///w/a.run.json' },
      ...{ icon: 'info', context: 'hint' },
      description: 'No profiles yet: add one to a.run.json',
      said: 'No profiles yet: add one to a.run.json',
      tooltip: 'No profiles yet: add one to a.run.json',
    },
  };
  for (const [name, { node, ...look }] of Object.entries(rows)) {
    it(`can be read for ${name}`, () => {
      const item = treeItem(node);
      const icon = item.iconPath;
      assert.deepEqual(
        {
          icon:
            icon instanceof ThemeIcon ? [icon.id, icon.color?.id].filter(Boolean).join(' ') : '',
          ...{ label: item.label, description: item.description ?? '' },
          ...{ context: item.contextValue ?? '', tooltip: item.tooltip },
          ...{ said: item.accessibilityInformation?.label ?? '', opens: item.collapsibleState },
          command: item.command?.command,
        },
        {
          ...{ icon: '', label: '', description: '', context: '', said: '', opens: None },
          ...look,
          command: commands[node.kind],
        },
      );
      if (node.kind === 'fix') assert.deepEqual(item.command?.arguments, [id, node.fix]);
      if (node.kind === 'problem') {
        const { offset, length } = finding.range!;
        assert.deepEqual(item.command?.arguments, ['file:///x', offset, length]);
      }
    });
  }

  it('does not say its server twice of a profile that is named like it', () => {
    const profiles = new ProfileStore();
    profiles.setProjects([workspaceProject('', profilesText({ 'IIS Express': 'IISExpress' }))]);
    const item = treeItem(profileNode(profiles.active!, profiles, new ServerRegistry()));
    assert.deepEqual([item.label, item.description], ['IIS Express', 'active']);
  });

  it('tells which profile is the active one, of one that cannot run here, too', () => {
    const profiles = new ProfileStore();
    profiles.setProjects([workspaceProject('', profilesText({ web: 'Project', box: 'Docker' }))]);
    const seen = (): unknown[] =>
      profiles.all().map((found) => {
        const item = treeItem(profileNode(found, profiles, new ServerRegistry()));
        return [item.description, item.accessibilityInformation?.label];
      });
    const why = 'box cannot run here: Docker profiles need the container tools of Visual Studio.';
    assert.deepEqual(seen(), [
      ['Kestrel · active', 'web, Kestrel, stopped, active'],
      ['Docker · cannot run here', why],
    ]);
    profiles.choose(profiles.all()[1]?.profile.id);
    assert.deepEqual(seen(), [
      ['Kestrel', 'web, Kestrel, stopped'],
      ['Docker · cannot run here · active', `${why} active`],
    ]);
  });
}
