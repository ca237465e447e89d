// What people see of launches: tables of rows and states, made by the code of the extension in the editor that draws them.
import assert from 'node:assert/strict';
import { it } from 'mocha';
import { ThemeIcon, type TreeItem, TreeItemCollapsibleState } from 'vscode';
import { ProfileStore } from '../../../extension/core/profiles/profileStore.ts';
import { ServerRegistry } from '../../../extension/core/servers/serverRegistry.ts';
import type { ServerEvent } from '../../../extension/core/servers/serverSnapshot.ts';
import { treeItem } from '../../../extension/features/serversView/treeItems.ts';
import { profileNode } from '../../../extension/features/serversView/treeNodes.ts';
import { statusItem } from '../../../extension/features/statusBar/statusItem.ts';
import { idleControl } from '../../support/idleControl.ts';
import { profilesText, workspaceProject } from './projects.ts';
import { workspaceUri } from './serverProfiles.ts';

/** How the row of a profile looks, and how the status bar shows each state, as a table. */
export function whatIsShown(): void {
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
    /** Whether rows are below it. */
    readonly isOpen?: true;
    readonly bar: string;
    readonly said: RegExp;
  }
  const looks: Readonly<Record<string, Look>> = {
    'nothing was launched': {
      icon: 'circle-outline',
      description: 'Kestrel · active',
      context: 'profile.idle',
      label: 'a, Kestrel, stopped, active',
      tooltip: /Active profile/,
      bar: '$(play) a',
      said: /^a is not running\. Launch$/,
    },
    'it starts': {
      events: [],
      icon: 'loading~spin',
      description: 'Kestrel · starting · active',
      context: 'profile.active.starting',
      label: 'a, Kestrel, starting, active',
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
      description: 'Kestrel · listening · active',
      context: 'profile.active.listening',
      label: `a, Kestrel, listening, ${address}, active`,
      tooltip: /listening · pid 7[^]*http:\/\/localhost:5123/,
      isOpen: true,
      bar: '$(circle-filled) a :5123',
      said: /^a listens on http:\/\/localhost:5123\/\. Show actions$/,
    },
    'its program is up and does not listen': {
      events: [{ type: 'process', process: { ...host, role: 'app' } }],
      icon: 'circle-filled',
      description: 'Kestrel · running, does not listen · active',
      context: 'profile.active.starting',
      label: 'a, Kestrel, running, does not listen, active',
      isOpen: true,
      bar: '$(circle-filled) a',
      said: /^a is running, and does not listen on an address\. Show actions$/,
    },
    'it is debugged, with other settings than the file has': {
      events: [],
      mode: 'debug',
      launchedText: 'other',
      icon: 'loading~spin',
      description: 'Kestrel · starting · debugging · restart to apply changes · active',
      context: 'profile.active.starting',
      label: 'a, Kestrel, starting, debugging, restart to apply changes, active',
      tooltip: /restart to apply changes/,
      bar: '$(loading~spin) a',
      said: /^a is starting\./,
    },
    'it stops': {
      events: [{ type: 'state', state: 'stopping' }],
      icon: 'loading~spin',
      description: 'Kestrel · stopping · active',
      context: 'profile.active.stopping',
      label: 'a, Kestrel, stopping, active',
      bar: '$(loading~spin) a',
      said: /^a is stopping\. Show actions$/,
    },
    'it has stopped': {
      events: [{ type: 'ended' }],
      mode: 'debug',
      icon: 'circle-outline',
      description: 'Kestrel · active',
      context: 'profile.ended',
      label: 'a, Kestrel, stopped, active',
      bar: '$(play) a',
      said: /^a is not running\. Launch$/,
    },
    'it has failed': {
      events: [{ type: 'ended', failure }],
      icon: 'error list.errorForeground',
      description: 'Kestrel · failed · active',
      context: 'profile.ended',
      label: 'a, Kestrel, failed, active',
      isOpen: true,
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
      description: 'Kestrel · degraded · active',
      context: 'profile.active.degraded',
      label: 'a, Kestrel, degraded, active',
      isOpen: true,
      bar: '$(warning) a',
      said: /^a: It fell over\. Show actions$/,
    },
    'the settings are broken': {
      settings: '{ "profiles": { "a": { "commandName": "Project" }',
      icon: 'warning list.warningForeground',
      description: 'Kestrel · settings are not valid JSON · active',
      context: 'profile.idle',
      label: 'a, Kestrel, stopped, settings are not valid JSON, active',
      tooltip: /settings are not valid JSON/,
      bar: '$(play) a',
      said: /^a is not running\./,
    },
    'its settings broke while it runs': {
      settings: '{ "profiles": { "a": { "commandName": "Project" }',
      events: [],
      icon: 'loading~spin',
      description: 'Kestrel · starting · active',
      context: 'profile.active.starting',
      label: 'a, Kestrel, starting, active',
      bar: '$(loading~spin) a',
      said: /^a is starting\./,
    },
    'it has failed, and its settings are broken': {
      settings: '{ "profiles": { "a": { "commandName": "Project" }',
      events: [{ type: 'ended', failure }],
      icon: 'error list.errorForeground',
      description: 'Kestrel · failed · settings are not valid JSON · active',
      context: 'profile.ended',
      label: 'a, Kestrel, failed, settings are not valid JSON, active',
      isOpen: true,
      bar: '$(error) a',
      said: /^a: It fell over\. Launch$/,
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
      profiles.setProjects([workspaceProject('one', settings)]);
      const id = `${workspaceUri().toString()}/one#a`;
      const found = profiles.find(id);
      assert.ok(found);
      if (look.events) {
        const launch = servers.begin(
          id,
          look.mode ?? 'run',
          idleControl,
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
      const { Expanded, None } = TreeItemCollapsibleState;
      assert.equal(item.collapsibleState, look.isOpen ? Expanded : None);
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

  it('has links that reach a profile whatever its name', () => {
    const name = 'a) (b [c] `d`';
    const profiles = new ProfileStore();
    profiles.setProjects([workspaceProject('', profilesText({ [name]: 'Project' }))]);
    const found = profiles.active;
    assert.ok(found);
    const { value } = statusItem(found, { title: 'a', server: undefined, others: 0 }).tooltip;
    const [, query] = /\[Run\]\(command:serverProfiles\.run\?([^()]*)\) · /.exec(value) ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(query ?? '""')), [found.profile.id]);
  });

  it('shows the port of an address, whatever its host looks like', () => {
    const bars = ['http://[::1]:5000', 'http://[::1]', 'https://localhost:5001/base'].map((url) => {
      const [profiles, servers] = [new ProfileStore(), new ServerRegistry()];
      profiles.setProjects([workspaceProject('', profilesText({ a: 'Project' }))]);
      const [found] = profiles.all();
      assert.ok(found);
      const launch = servers.begin(found.profile.id, 'run', idleControl);
      launch.report({ type: 'addresses', addresses: [url] });
      const server = servers.get(found.profile.id);
      return statusItem(found, { title: 'a', server, others: 0 }).text.replace(/^\S+ /, '');
    });
    assert.deepEqual(bars, ['a :5000', 'a', 'a :5001']);
  });

  function plain(markdown: string): string {
    return markdown.replaceAll('&nbsp;', ' ').replaceAll(/\\(?=[^\w\s])/g, '');
  }
}
