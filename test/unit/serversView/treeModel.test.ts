import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ProfileStore } from '../../../extension/core/profiles/profileStore.ts';
import type { Project } from '../../../extension/core/profiles/project.ts';
import { readProject } from '../../../extension/core/profiles/readProject.ts';
import { ServerRegistry } from '../../../extension/core/servers/serverRegistry.ts';
import { TreeModel } from '../../../extension/features/serversView/treeModel.ts';
import { hasDetails, type TreeNode } from '../../../extension/features/serversView/treeNodes.ts';
import { EditorTree } from '../../support/editorTree.ts';
import { idleControl } from '../../support/idleControl.ts';

function project(name: string, text: string): Project {
  return readProject({
    id: `file:///w/${name}`,
    name,
    location: name,
    directory: `/w/${name}`,
    names: ['startup.js'],
    settings: { uri: `file:///w/${name}/settings.json`, text },
  });
}

/** A settings file of profiles a, b, c, …: each a command and arguments. */
function settings(...commands: readonly string[]): string {
  const profiles = commands.map((command, index) => {
    const [commandName, commandLineArgs = ''] = command.split(' ');
    return [String.fromCharCode(97 + index), { commandName, commandLineArgs }];
  });
  return JSON.stringify({ profiles: Object.fromEntries(profiles) });
}

const idsOf = (changes: readonly TreeNode[] | 'all'): string[] =>
  changes === 'all' ? ['all'] : changes.map(({ id }) => id);

describe('TreeModel', () => {
  let profiles: ProfileStore;
  let servers: ServerRegistry;
  let model: TreeModel;
  let tree: EditorTree;
  const one = project('one', settings('Project', 'Project', 'Project'));
  const two = project('two', settings('Project'));

  beforeEach(() => {
    profiles = new ProfileStore();
    servers = new ServerRegistry();
    model = new TreeModel(profiles, servers);
    profiles.setProjects([one, two]);
    model.changes();
    tree = new EditorTree(model);
    tree.take();
  });

  /** Ids of the rows that are read again after the profiles changed, without the workspace folder. */
  function readAfter(change: () => void): string[] {
    change();
    tree.refresh(model.changes());
    return tree.take().map((id) => id.replace('file:///w/', ''));
  }

  it('touches no row when files were read again and say the same', () => {
    const same = [project('one', settings('Project', 'Project', 'Project')), two];
    assert.deepEqual(
      readAfter(() => profiles.setProjects(same)),
      [],
    );
  });

  it('touches no row when what changed in a profile is not shown', () => {
    const changed = [project('one', settings('Project', 'Project x', 'Project')), two];
    assert.deepEqual(
      readAfter(() => profiles.setProjects(changed)),
      [],
    );
    assert.ok(profiles.find('file:///w/one#b')?.profile.text.includes('"x"'));
  });

  it('touches the row of the one profile whose server is another one', () => {
    const changed = [project('one', settings('Project', 'IISExpress', 'Project')), two];
    assert.deepEqual(
      readAfter(() => profiles.setProjects(changed)),
      ['one#b'],
    );
  });

  it('touches the rows of the two profiles that were and are the active one', () => {
    assert.deepEqual(
      readAfter(() => profiles.choose('file:///w/one#c')),
      ['one#a', 'one#c'],
    );
  });

  it('touches the project that a profile came to, left or moved in, and no other', () => {
    const more = project('one', settings('Project', 'Project', 'Project', 'Project'));
    assert.deepEqual(
      readAfter(() => profiles.setProjects([more, two])),
      ['one', 'one#a', 'one#b', 'one#c', 'one#d'],
    );
    const swapped = project(
      'one',
      '{"profiles":{"b":{"commandName":"Project"},"a":{"commandName":"Project"}}}',
    );
    assert.deepEqual(
      readAfter(() => profiles.setProjects([swapped, two])),
      ['one', 'one#b', 'one#a'],
    );
  });

  it('touches the project whose settings are broken, and shows why', () => {
    const broken = (after = ''): Project =>
      project('one', `{ "profiles": { "a": { "commandName" }${after} } }`);
    const rows = readAfter(() => profiles.setProjects([broken(), two]));
    assert.deepEqual(rows.slice(0, 2), ['one', 'one?problem=0']);
    assert.ok(!rows.includes('two'));
    const children = model.children(model.roots()[0]!);
    const [problem, a] = [children[0]!, model.present(children.at(-1)!)];
    assert.ok(problem.kind === 'problem');
    assert.equal(problem.settingsFile, 'file:///w/one/settings.json');
    assert.equal(problem.diagnostic.code, 'invalid-json');
    assert.ok(a.kind === 'profile' && a.isDoubtful);
    const [b] = model.children(model.roots()[1]!);
    assert.ok(b?.kind === 'profile' && !b.isDoubtful);
    // The same place is wrong in another way.
    const other = {
      ...broken(),
      diagnostics: broken().diagnostics.map((d) => ({ ...d, line: 7 })),
    };
    assert.equal(readAfter(() => profiles.setProjects([other, two]))[0], 'one');
    assert.deepEqual(
      readAfter(() => profiles.setProjects([other, two])),
      [],
    );
  });

  it('shows of the findings only the errors, and none while it is filtered', () => {
    const warned = project(
      'one',
      '{ "profiles": { "a": { "commandName": "Project", "launchBrowser": "true" } } }',
    );
    assert.ok(warned.diagnostics.some(({ severity }) => severity === 'warning'));
    profiles.setProjects([warned, two]);
    const kinds = (): string[] => model.children(model.roots()[0]!).map(({ kind }) => kind);
    assert.deepEqual(kinds(), ['profile']);
    const broken = project('one', '{ "profiles": { "a": { "commandName" } } }');
    profiles.setProjects([broken, two]);
    assert.deepEqual(kinds(), ['problem', 'profile']);
    model.changes();
    model.setFilter({ text: 'one', state: undefined });
    assert.deepEqual(kinds(), ['profile']);
    assert.ok(model.changes() === 'all', 'the other project is hidden');
    model.setFilter({ text: 'a', state: undefined });
    const before = { ...broken, diagnostics: [] };
    model.changes();
    assert.deepEqual(
      readAfter(() => profiles.setProjects([before, two])).filter((id) => id.includes('?')),
      [],
    );
  });

  it('touches a project that gets another name, place, file or number of profiles', () => {
    for (const change of [{ name: 'x' }, { location: 'x' }, { settingsFile: 'file:///x' }]) {
      profiles.setProjects([one, two]);
      model.changes();
      const rows = readAfter(() => profiles.setProjects([{ ...one, ...change }, two]));
      assert.equal(rows[0], 'one', JSON.stringify(change));
    }
    // One that a filter hides counts as well.
    model.setFilter({ text: 'a', state: undefined });
    model.changes();
    profiles.setProjects([project('one', settings('Project', 'Project')), two]);
    const changes = model.changes();
    assert.ok(changes !== 'all');
    assert.deepEqual(
      changes.map(({ id }) => id),
      ['file:///w/one'],
    );
  });

  it('has one row that leads on where a project has no profile', () => {
    const empty = project('one', '{"profiles":{}}');
    profiles.setProjects([empty]);
    assert.deepEqual(model.children(model.roots()[0]!), [
      {
        kind: 'hint',
        id: 'file:///w/one?hint',
        projectId: 'file:///w/one',
        settingsFile: 'file:///w/one/settings.json',
      },
    ]);
  });

  it('tells which row a row is below', () => {
    const [root] = model.roots();
    const [row] = model.children(root!);
    assert.equal(model.parent(row!), root);
    assert.equal(model.parent(root!), undefined);
    profiles.setProjects([two]);
    assert.equal(model.parent(row!), undefined);
  });

  it('has rows that are gone as they were', () => {
    const [root] = model.roots();
    const [row] = model.children(root!);
    profiles.setProjects([two]);
    assert.equal(model.present(root!), root);
    assert.equal(model.present(row!), row);
  });

  it('marks the active profile', () => {
    const marks = (): boolean[] =>
      model.children(model.roots()[0]!).map((row) => {
        const present = model.present(row);
        return present.kind === 'profile' && present.isActive;
      });
    assert.deepEqual(marks(), [true, false, false]);
    profiles.choose('file:///w/one#c');
    assert.deepEqual(marks(), [false, false, true]);
  });

  it('tells of a failure its advice, the last output and what can be done, in this order', () => {
    const id = 'file:///w/one#b';
    const launch = servers.begin(id, 'run', idleControl);
    const failure = { code: 'worker-died', message: 'It died.', output: ['x', 'y'], help: ['Do.'] };
    launch.report({ type: 'ended', failure });
    const row = model.present(model.rowOf(id)!);
    assert.ok(row.kind === 'profile' && row.server && hasDetails(row.server));
    assert.equal(row.profile.name, 'b');
    const [found] = model.children(row);
    assert.ok(found?.kind === 'failure');
    assert.equal(found.profileId, id);
    assert.equal(found.failure.message, 'It died.');
    const below = model.children(found);
    assert.deepEqual(below.slice(0, 2), [
      { kind: 'help', id: `${id}?launch=1&failure&help=0`, profileId: id, text: 'Do.' },
      { kind: 'output', id: `${id}?launch=1&failure&output`, profileId: id, lines: ['x', 'y'] },
    ]);
    assert.deepEqual(
      below.slice(2).map((fix) => fix.kind === 'fix' && [fix.profileId, fix.fix.kind]),
      row.fixes.map(({ kind }) => [id, kind]),
    );
    assert.ok(row.fixes.length > 0);
    assert.deepEqual(model.children(below[1]!), [
      { kind: 'line', id: `${id}?launch=1&failure&output=0`, profileId: id, text: 'x' },
      { kind: 'line', id: `${id}?launch=1&failure&output=1`, profileId: id, text: 'y' },
    ]);
    servers
      .begin(id, 'run', idleControl)
      .report({ type: 'ended', failure: { ...failure, output: [], help: [] } });
    const [again] = model.children(model.rowOf(id)!);
    assert.deepEqual(
      model.children(again!).filter(({ kind }) => kind !== 'fix'),
      [],
    );
  });

  it('knows what a row below a profile is about', () => {
    const id = 'file:///w/one#b';
    const launch = servers.begin(id, 'run', idleControl);
    assert.equal(hasDetails(servers.get(id)!), false);
    launch.report({ type: 'addresses', addresses: ['http://localhost:1'] });
    assert.deepEqual(model.children(model.rowOf(id)!), [
      {
        kind: 'address',
        id: `${id}?launch=1&address=http://localhost:1`,
        profileId: id,
        url: 'http://localhost:1',
      },
    ]);
    const host = { event: 'started', runtime: 'node', name: 'node', role: 'host', pid: 7 } as const;
    launch.report({ type: 'process', process: host });
    const alone = model.children(model.rowOf(id)!)[0];
    assert.ok(alone?.kind === 'process' && !alone.isProxied);
    assert.deepEqual([alone.profileId, alone.process.pid], [id, 7]);
    launch.report({ type: 'process', process: { ...host, role: 'worker', pid: 8 } });
    const [front] = model.children(model.rowOf(id)!);
    assert.ok(front?.kind === 'process' && front.isProxied);
  });

  it('draws everything when a project came or went, or they changed places', () => {
    const three = project('three', settings());
    for (const projects of [[two], [one, two], [one, two, three], [one, three, two]]) {
      profiles.setProjects(projects);
      assert.equal(model.changes(), 'all');
      assert.deepEqual(model.changes(), []);
    }
  });

  it('touches the row of a server that changed, and what is below it', () => {
    const launch = servers.begin('file:///w/one#b', 'run', idleControl);
    launch.report({ type: 'addresses', addresses: ['http://localhost:1'] });
    tree.refresh(model.changesOfServer('file:///w/one#b'));
    assert.deepEqual(tree.take(), [
      'file:///w/one#b',
      'file:///w/one#b?launch=1&address=http://localhost:1',
    ]);
  });

  it('puts the addresses below the process that listens, and its worker beside it', () => {
    const id = 'file:///w/one#b';
    const launch = servers.begin(id, 'run', idleControl);
    const node = { event: 'started', runtime: 'node', name: 'node' } as const;
    const url = 'http://localhost:1';
    /** Rows below the profile's, deepest indented most. */
    const below = (): string[] => {
      const lines = (nodes: readonly TreeNode[], indent: string): string[] =>
        nodes.flatMap((one) => [
          indent + one.id.replace(`${id}?launch=1`, ''),
          ...lines(model.children(one), `${indent}  `),
        ]);
      const row = model.rowOf(id);
      assert.ok(row);
      return lines(model.children(row), '');
    };
    launch.report({ type: 'process', process: { ...node, role: 'host', pid: 7 } });
    assert.deepEqual(below(), []);
    launch.report({ type: 'process', process: { ...node, role: 'worker', pid: 8 } });
    assert.deepEqual(below(), ['&pid=8']);
    launch.report({ type: 'addresses', addresses: [url] });
    assert.deepEqual(below(), ['&pid=7&listening', `  &pid=7&listening&address=${url}`, '&pid=8']);
    const failure = { code: 'worker-died', message: 'It died.', output: [], help: [] };
    launch.report({ type: 'failure', failure });
    assert.equal(below()[0], '&failure');
  });

  it('shows only what passes a filter, and tells how much that is', () => {
    servers.begin('file:///w/one#b', 'run', idleControl);
    model.setFilter({ text: '', state: 'running' });
    assert.equal(model.changes(), 'all');
    assert.deepEqual(
      model.roots().map(({ id }) => id),
      ['file:///w/one'],
    );
    assert.deepEqual(model.counts, { shown: 1, all: 4 });
    model.setFilter({ text: 'TWO', state: undefined });
    assert.deepEqual(
      model.roots().map(({ id }) => id),
      ['file:///w/two'],
    );
    assert.equal(model.rowOf('file:///w/one#b'), undefined);
    model.setFilter({ text: 'nothing at all', state: undefined });
    assert.deepEqual(model.roots(), []);
  });

  it('lets a row come and go with its state while that is filtered', () => {
    const launch = servers.begin('file:///w/one#b', 'run', idleControl);
    servers.begin('file:///w/one#c', 'run', idleControl);
    model.setFilter({ text: '', state: 'running' });
    tree.refresh(model.changes());
    tree.take();
    launch.report({ type: 'ended' });
    tree.refresh(model.changesOfServer('file:///w/one#b'));
    assert.deepEqual(tree.take(), ['file:///w/one', 'file:///w/one#c']);
    // A change that leaves the list as it is touches one row, that comes with a project all, and that of a hidden one none.
    launch.report({ type: 'addresses', addresses: [] });
    assert.deepEqual(model.changesOfServer('file:///w/one#b'), []);
    assert.deepEqual(idsOf(model.changesOfServer('file:///w/one#c')), ['file:///w/one#c']);
    servers.begin('file:///w/two#a', 'run', idleControl);
    assert.equal(model.changesOfServer('file:///w/two#a'), 'all');
    // Other changes that have not been drawn yet are not lost.
    model.roots().flatMap((root) => model.children(root));
    profiles.choose('file:///w/one#c');
    assert.deepEqual(idsOf(model.changesOfServer('file:///w/two#a')), [
      'file:///w/one#c',
      'file:///w/two#a',
    ]);
  });

  it('forgets the rows of profiles that are gone', () => {
    const [row] = model.children(model.roots()[0]!);
    profiles.setProjects([project('one', '{"profiles":{}}'), two]);
    model.changes();
    assert.equal(model.rowOf('file:///w/one#a'), undefined);
    profiles.setProjects([one, two]);
    model.changes();
    assert.notEqual(model.rowOf('file:///w/one#a'), row);
  });
});
