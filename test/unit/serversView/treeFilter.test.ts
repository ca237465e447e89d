import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ProfileStore } from '../../../extension/core/profiles/profileStore.ts';
import { readProject } from '../../../extension/core/profiles/readProject.ts';
import { ServerRegistry } from '../../../extension/core/servers/serverRegistry.ts';
import { TreeModel } from '../../../extension/features/serversView/treeModel.ts';
import { idleControl } from '../../support/idleControl.ts';

describe('A filter of the tree', () => {
  const failure = { code: 'x', message: 'x', output: [], help: [] };
  const filters: readonly (readonly [
    text: string,
    state: 'running' | 'failed' | undefined,
    shown: string,
  ])[] = [
    ['', undefined, 'a b c d'],
    ['', 'running', 'b d'],
    ['', 'failed', 'c d'],
    [' ', undefined, 'a b c d'],
    ['KESTREL', undefined, 'a b c'],
    ['kestrel  ONE b', undefined, 'b'],
    ['kestrel nothing', undefined, ''],
    // No word goes over the end of what it is looked for in.
    ['akestrel', undefined, ''],
    ['one', 'failed', 'c d'],
    ['b', 'failed', ''],
  ];
  for (const [text, state, shown] of filters) {
    it(`shows ${shown || 'nothing'} where ${state ?? 'any'} and "${text}" is asked for`, () => {
      const [profiles, servers] = [new ProfileStore(), new ServerRegistry()];
      const model = new TreeModel(profiles, servers);
      const kestrel = { commandName: 'Project' };
      const commands = { a: kestrel, b: kestrel, c: kestrel, d: { commandName: 'IISExpress' } };
      const only = readProject({
        ...{ id: 'file:///w/One', name: 'One', location: 'One', directory: '/w/One' },
        names: ['startup.js'],
        settings: { uri: 'file:///w/One/s.json', text: JSON.stringify({ profiles: commands }) },
      });
      profiles.setProjects([only]);
      servers
        .begin(`${only.id}#b`, 'run', idleControl)
        .report({ type: 'state', state: 'listening' });
      servers.begin(`${only.id}#c`, 'run', idleControl).report({ type: 'ended', failure });
      const degraded = servers.begin(`${only.id}#d`, 'run', idleControl);
      degraded.report({ type: 'state', state: 'listening' });
      degraded.report({ type: 'state', state: 'degraded' });
      servers.begin(`${only.id}#a`, 'run', idleControl).report({ type: 'ended' });
      const filter = { text, state };
      model.setFilter(filter);
      assert.equal(model.filter, filter);
      const rows = model.roots().flatMap((root) => model.children(root));
      assert.equal(rows.map((row) => row.kind === 'profile' && row.profile.name).join(' '), shown);
    });
  }
});
