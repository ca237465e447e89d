import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ProfileStore } from '../../../extension/core/profiles/profileStore.ts';
import type { Project } from '../../../extension/core/profiles/project.ts';
import { readProject } from '../../../extension/core/profiles/readProject.ts';
import { ServerRegistry } from '../../../extension/core/servers/serverRegistry.ts';
import { TreeModel } from '../../../extension/features/serversView/treeModel.ts';
import type { TreeNode } from '../../../extension/features/serversView/treeNodes.ts';
import { EditorTree } from '../../support/editorTree.ts';

const control = {
  stop: async () => {},
  restart: async () => false,
  kill: () => undefined,
  showOutput: () => {},
};

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
    const broken = project('one', '{ "profiles": { "a": { "commandName" } } }');
    const rows = readAfter(() => profiles.setProjects([broken, two]));
    assert.deepEqual(rows.slice(0, 2), ['one', 'one?problem=0']);
    assert.ok(!rows.includes('two'));
  });

  it('draws everything when a project came or went', () => {
    profiles.setProjects([two]);
    assert.equal(model.changes(), 'all');
  });

  it('touches the row of a server that changed, and what is below it', () => {
    const launch = servers.begin('file:///w/one#b', 'run', control);
    launch.report({ type: 'addresses', addresses: ['http://localhost:1'] });
    tree.refresh(model.changesOfServer('file:///w/one#b'));
    assert.deepEqual(tree.take(), [
      'file:///w/one#b',
      'file:///w/one#b?launch=1&address=http://localhost:1',
    ]);
  });

  it('touches the row of a running profile whose settings are not those of its launch, there and back', () => {
    const id = 'file:///w/one#b';
    const launched = profiles.find(id)!.profile.text;
    servers.begin(id, 'run', control, launched);
    const changed = [project('one', settings('Project', 'Project x', 'Project')), two];
    for (const [projects, isOutdated] of [
      [changed, true],
      [[project('one', settings('Project', 'Project', 'Project')), two], false],
    ] as const) {
      assert.deepEqual(
        readAfter(() => profiles.setProjects(projects)),
        ['one#b'],
      );
      const row = model.present(model.rowOf(id)!);
      assert.equal(row.kind === 'profile' && row.isOutdated, isOutdated);
    }
  });

  it('puts the addresses below the process that listens, and its worker beside it', () => {
    const id = 'file:///w/one#b';
    const launch = servers.begin(id, 'run', control);
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
    servers.begin('file:///w/one#b', 'run', control);
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
    const launch = servers.begin('file:///w/one#b', 'run', control);
    servers.begin('file:///w/one#c', 'run', control);
    model.setFilter({ text: '', state: 'running' });
    tree.refresh(model.changes());
    tree.take();
    launch.report({ type: 'ended' });
    tree.refresh(model.changesOfServer('file:///w/one#b'));
    assert.deepEqual(tree.take(), ['file:///w/one', 'file:///w/one#c']);
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
