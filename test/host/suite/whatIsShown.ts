// What people see of launches: tables of rows and states, made by the code of the extension in the editor that draws them.
import assert from 'node:assert/strict';
import { it } from 'mocha';
import { ThemeIcon, type TreeItem, TreeItemCollapsibleState } from 'vscode';
import { ProfileStore } from '../../../extension/core/profiles/profileStore.ts';
import { readProject } from '../../../extension/core/profiles/readProject.ts';
import { ServerRegistry } from '../../../extension/core/servers/serverRegistry.ts';
import type { ServerEvent } from '../../../extension/core/servers/serverSnapshot.ts';
import { treeItem } from '../../../extension/features/serversView/treeItems.ts';
import {
  profileNode,
  projectNode,
  type TreeNode,
} from '../../../extension/features/serversView/treeNodes.ts';
import { statusItem } from '../../../extension/features/statusBar/statusItem.ts';
import type { LaunchDiagnostic } from '../../../server-runtime/launch/model.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';

/** How every kind of row looks, and how the status bar shows each state, as tables. */
export function whatIsShown(): void {
  const id = 'file:///w/one#a';
  const control = {
    stop: async () => {},
    restart: async () => false,
    kill: () => undefined,
    showOutput: () => undefined,
  };
  const failure = { code: 'x', message: 'It fell over.', output: ['last'], help: ['Stand up.'] };
  const host = { event: 'started', runtime: 'node', name: 'node', role: 'host', pid: 7 } as const;
  const address = 'http://localhost:5123/';

  /** What leads to each look, and the looks. */
  interface Look {
    readonly settings?: string;
    /** What happened since the launch; none, and it was never launched. */
    readonly events?: readonly ServerEvent[];
    readonly mode?: 'run' | 'debug';
    readonly launchedText?: string;
    readonly icon: string;
    readonly description: string;
    readonly context: string;
    readonly label: string;
    readonly tooltip?: RegExp;
    readonly bar: string;
    readonly said: RegExp;
  }
  const looks: Readonly<Record<string, Look>> = {
    'nothing was launched': {
      icon: 'circle-outline',
      description: 'Kestrel',
      context: 'profile.idle',
      label: 'a, Kestrel, stopped',
      tooltip: /Active profile/,
      bar: '$(play) a',
      said: /^a is not running\. Launch$/,
    },
    'it starts': {
      events: [],
      icon: 'loading~spin',
      description: 'Kestrel · starting',
      context: 'profile.active.starting',
      label: 'a, Kestrel, starting',
      bar: '$(loading~spin) a',
      said: /^a is starting\. Show actions$/,
    },
    'it listens': {
      events: [
        { type: 'process', process: host },
        { type: 'addresses', addresses: [address] },
        { type: 'state', state: 'listening' },
      ],
      icon: 'circle-filled testing.iconPassed',
      description: 'Kestrel · listening',
      context: 'profile.active.listening',
      label: `a, Kestrel, listening, ${address}`,
      tooltip: /listening · pid 7[^]*http:\/\/localhost:5123/,
      bar: '$(circle-filled) a :5123',
      said: /^a listens on http:\/\/localhost:5123\/\. Show actions$/,
    },
    'its program is up and does not listen': {
      events: [{ type: 'process', process: { ...host, role: 'app' } }],
      icon: 'circle-filled',
      description: 'Kestrel · running, does not listen',
      context: 'profile.active.starting',
      label: 'a, Kestrel, running, does not listen',
      bar: '$(circle-filled) a',
      said: /^a is running, and does not listen on an address\. Show actions$/,
    },
    'it is debugged, with other settings than the file has': {
      events: [],
      mode: 'debug',
      launchedText: 'other',
      icon: 'loading~spin',
      description: 'Kestrel · starting · debugging · restart to apply changes',
      context: 'profile.active.starting',
      label: 'a, Kestrel, starting, debugging, restart to apply changes',
      tooltip: /restart to apply changes/,
      bar: '$(loading~spin) a',
      said: /^a is starting\./,
    },
    'it stops': {
      events: [{ type: 'state', state: 'stopping' }],
      icon: 'loading~spin',
      description: 'Kestrel · stopping',
      context: 'profile.active.stopping',
      label: 'a, Kestrel, stopping',
      bar: '$(loading~spin) a',
      said: /^a is stopping\. Show actions$/,
    },
    'it has stopped': {
      events: [{ type: 'ended' }],
      mode: 'debug',
      icon: 'circle-outline',
      description: 'Kestrel',
      context: 'profile.ended',
      label: 'a, Kestrel, stopped',
      bar: '$(play) a',
      said: /^a is not running\. Launch$/,
    },
    'it has failed': {
      events: [{ type: 'ended', failure }],
      icon: 'error list.errorForeground',
      description: 'Kestrel · failed',
      context: 'profile.ended',
      label: 'a, Kestrel, failed',
      bar: '$(error) a',
      said: /^a: It fell over\. Launch$/,
    },
    'its worker is gone': {
      events: [
        { type: 'state', state: 'listening' },
        { type: 'failure', failure },
        { type: 'state', state: 'degraded' },
      ],
      icon: 'warning list.warningForeground',
      description: 'Kestrel · degraded',
      context: 'profile.active.degraded',
      label: 'a, Kestrel, degraded',
      bar: '$(warning) a',
      said: /^a: It fell over\. Show actions$/,
    },
    'the settings are broken': {
      settings: '{ "profiles": { "a": { "commandName": "Project" }',
      icon: 'warning list.warningForeground',
      description: 'Kestrel · settings are not valid JSON',
      context: 'profile.idle',
      label: 'a, Kestrel, stopped, settings are not valid JSON',
      tooltip: /settings are not valid JSON/,
      bar: '$(play) a',
      said: /^a is not running\./,
    },
    'it cannot run here': {
      settings: '{ "profiles": { "a": { "commandName": "Docker" } } }',
      icon: 'circle-slash',
      description: 'Docker · cannot run here',
      context: 'profile.unavailable',
      label: 'a cannot run here: Docker profiles need the container tools of Visual Studio.',
      bar: '$(play) a',
      said: /^a is not running\./,
    },
    'it runs, and could not be launched again': {
      settings: '{ "profiles": { "a": { "commandName": "Docker" } } }',
      events: [],
      icon: 'loading~spin',
      description: 'Docker · starting · cannot be launched again',
      context: 'profile.active.starting',
      label: 'a, Docker, starting, cannot be launched again',
      tooltip: /a cannot run here: Docker/,
      bar: '$(loading~spin) a',
      said: /^a is starting\./,
    },
  };

  const iconOf = ({ iconPath }: TreeItem): string =>
    iconPath instanceof ThemeIcon
      ? [iconPath.id, iconPath.color?.id].filter(Boolean).join(' ')
      : '';

  for (const [name, look] of Object.entries(looks)) {
    it(`is the same in the tree and the status bar when ${name}`, () => {
      const { settings = '{ "profiles": { "a": { "commandName": "Project" } } }' } = look;
      const [profiles, servers] = [new ProfileStore(), new ServerRegistry()];
      profiles.setProjects([
        readProject({
          ...{ id: 'file:///w/one', name: 'one', location: 'one', directory: '/w/one' },
          ...{ names: ['startup.js'], settings: { uri: 'file:///w/one/s.json', text: settings } },
        }),
      ]);
      const found = profiles.find(id);
      assert.ok(found);
      if (look.events) {
        const launch = servers.begin(
          id,
          look.mode ?? 'run',
          control,
          look.launchedText ?? found.profile.text,
        );
        for (const event of look.events) launch.report(event);
      }
      const item = treeItem(profileNode(found, profiles, servers));
      assert.equal(item.id, id);
      assert.equal(item.label, 'a');
      assert.equal(iconOf(item), look.icon);
      assert.equal(item.description, look.description);
      assert.equal(item.contextValue, look.context);
      assert.equal(item.accessibilityInformation?.label, look.label);
      const tooltip = typeof item.tooltip === 'object' ? item.tooltip.value : item.tooltip;
      // As markdown has it: with escapes, and entities for blanks.
      if (look.tooltip) assert.match(plain(tooltip ?? ''), look.tooltip);
      const bar = statusItem(found, { title: 'a', server: servers.get(id), others: 0 });
      assert.equal(bar.text, look.bar);
      assert.match(bar.label, look.said);
      const isIdle = bar.label.endsWith('Launch');
      const links = [...bar.tooltip.value.matchAll(/\[([^\]]+)\]\(command:/g)].map(
        ([, title]) => title,
      );
      assert.deepEqual(links, [
        ...(isIdle ? ['Run', 'Debug'] : ['Stop', 'Restart']),
        'Change Profile…',
      ]);
      for (const [others, words] of [
        [1, 'Another profile is running.'],
        [2, '2 other profiles are running.'],
      ] as const) {
        const { label } = statusItem(found, { title: 'a', server: servers.get(id), others });
        assert.ok(label.includes(words) && !bar.label.includes(words), label);
      }
    });
  }

  const process = { pid: 7, role: 'host', runtime: 'node', name: 'node' } as const;
  const worker = { ...process, role: 'worker', pid: 8 } as const;
  const project = readProject({
    ...{ id: 'file:///w/one', name: 'one', location: 'sub/one', directory: '/w/one', names: [] },
    settings: undefined,
  });
  const finding = parseLaunchSettings('{\n "profiles": 1 }').diagnostics[0] as LaunchDiagnostic;
  /** Each other kind of row: icon, label, description, context and what a screen reader says. */
  const rows: readonly (readonly [TreeNode, ...string[]])[] = [
    [
      projectNode(project),
      ...['project', 'one', 'sub/one', 'project.plain', 'Project one, 0 profiles, sub/one'],
    ],
    [
      projectNode({
        ...project,
        location: 'one',
        settingsFile: 'file:///x',
        diagnostics: [{ ...finding, code: 'invalid-json' }],
      }),
      ...['project', 'one', 'settings are not valid JSON', 'project.settings'],
      'Project one, 0 profiles, settings are not valid JSON',
    ],
    [
      { kind: 'address', id: '1', profileId: id, url: address },
      ...['globe', address, '', 'address.web', `Listening on ${address}`],
    ],
    [
      { kind: 'address', id: '1', profileId: id, url: 'net.pipe://x' },
      ...['globe', 'net.pipe://x', '', 'address.other', 'Listening on net.pipe://x'],
    ],
    [
      { kind: 'process', id: '1', profileId: id, process, isProxied: false, addresses: [] },
      ...['server-process', 'node', 'pid 7', 'process.host', 'node, pid 7'],
    ],
    [
      { kind: 'process', id: '1', profileId: id, process, isProxied: true, addresses: [] },
      ...['server-process', 'Front end', 'node · pid 7', 'process.host', 'Front end, node, pid 7'],
    ],
    [
      {
        ...{ kind: 'process', id: '1', profileId: id, isProxied: true, addresses: [] },
        process: { ...worker, address },
      },
      ...['server-process', 'Worker', `node · pid 8 · ${address}`, 'process.worker'],
      `Worker, node, pid 8, ${address}`,
    ],
    [
      { kind: 'failure', id: '1', profileId: id, state: 'failed', failure, fixes: [] },
      ...['error list.errorForeground', 'It fell over.', '', 'failure'],
      'Why it is not running: It fell over. Stand up.',
    ],
    [
      { kind: 'failure', id: '1', profileId: id, state: 'degraded', failure, fixes: [] },
      ...['warning list.warningForeground', 'It fell over.', '', 'failure'],
      'Why it is degraded: It fell over. Stand up.',
    ],
    [
      { kind: 'failure', id: '1', profileId: id, state: 'running', failure, fixes: [] },
      ...['info', 'It fell over.', '', 'failure'],
      'Why it does not listen: It fell over. Stand up.',
    ],
    [
      { kind: 'failure', id: '1', profileId: id, state: 'stopping', failure, fixes: [] },
      ...['error list.errorForeground', 'It fell over.', '', 'failure'],
      'What went wrong: It fell over. Stand up.',
    ],
    [{ kind: 'help', id: '1', text: 'Do.' }, ...['info', '', 'Do.', '', 'Do.']],
    [{ kind: 'line', id: '1', text: 'x' }, ...['', '', 'x', '', 'x']],
    [
      { kind: 'output', id: '1', lines: ['x', 'y'] },
      ...['output', 'Last Output', 'y', 'output', ''],
    ],
    [
      { kind: 'fix', id: '1', profileId: id, fix: { kind: 'stopOwner', owner: 'file:///w#b' } },
      ...['debug-stop', 'Stop "b" and Try Again', '', 'fix.stopOwner', 'Stop "b" and Try Again'],
    ],
    [
      {
        ...{ kind: 'fix', id: '1', profileId: id },
        fix: { kind: 'openPlace', place: { file: '/w/x.js', line: 3 } },
      },
      ...['go-to-file', 'Open x.js:3', '', 'fix.openPlace', 'Open x.js:3'],
    ],
    [
      { kind: 'problem', id: '1', settingsFile: 'file:///x', diagnostic: finding },
      ...[
        'error list.errorForeground',
        'profiles must be an object, not a number.',
        'line 2',
        'problem',
      ],
      'Line 2: profiles must be an object, not a number.',
    ],
    [
      { kind: 'hint', id: '1', projectId: 'x', settingsFile: undefined },
      ...['info', '', 'No profiles yet: add one in a new launchSettings.json', 'hint'],
      'No profiles yet: add one in a new launchSettings.json',
    ],
    [
      { kind: 'hint', id: '1', projectId: 'x', settingsFile: 'file:///w/a.run.json' },
      ...['info', '', 'No profiles yet: add one to a.run.json', 'hint'],
      'No profiles yet: add one to a.run.json',
    ],
  ];
  for (const [node, icon, label, description, context, said] of rows) {
    const state = node.kind === 'failure' ? ` of what is ${node.state}` : '';
    it(`is a row that can be read for ${node.kind} “${label || description}”${state}`, () => {
      const item = treeItem(node);
      assert.deepEqual(
        [
          ...[iconOf(item), item.label, item.description ?? '', item.contextValue ?? ''],
          item.accessibilityInformation?.label ?? '',
        ],
        [icon, label, description, context, said],
      );
      const { Expanded, Collapsed, None } = TreeItemCollapsibleState;
      const states = { project: Expanded, failure: Expanded, output: Collapsed } as const;
      const { kind } = node;
      const expected = kind in states ? states[kind as keyof typeof states] : None;
      assert.equal(item.collapsibleState, expected);
      if (node.kind === 'fix') assert.deepEqual(item.command?.arguments, [id, node.fix]);
      if (node.kind === 'problem') {
        const { offset, length } = finding.range!;
        assert.deepEqual(item.command?.arguments, ['file:///x', offset, length]);
      }
    });
  }

  function plain(markdown: string): string {
    return markdown.replaceAll('&nbsp;', ' ').replaceAll(/\\(?=[^\w\s])/g, '');
  }
}
