import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ProfileStore } from '../../../extension/core/profiles/profileStore.ts';
import { readProject } from '../../../extension/core/profiles/readProject.ts';
import { ServerRegistry } from '../../../extension/core/servers/serverRegistry.ts';
import { TreeModel } from '../../../extension/features/serversView/treeModel.ts';
import { EditorTree } from '../../support/editorTree.ts';
import { idleControl } from '../../support/idleControl.ts';

describe('The row of a profile that runs with other settings than its file has', () => {
  const id = 'file:///w/one#a';
  let profiles: ProfileStore;
  let servers: ServerRegistry;
  let model: TreeModel;
  let tree: EditorTree;

  beforeEach(() => {
    profiles = new ProfileStore();
    servers = new ServerRegistry();
    model = new TreeModel(profiles, servers);
    tree = new EditorTree(model);
    save('');
  });

  /** The file gets other arguments; ids of the rows that are read again. */
  function save(commandLineArgs: string): string[] {
    const profile = { commandName: 'Project' };
    const text = JSON.stringify({ profiles: { a: { ...profile, commandLineArgs }, b: profile } });
    const base = { id: 'file:///w/one', name: 'one', location: 'one', directory: '/w/one' };
    const settings = { uri: 'file:///w/one/settings.json', text };
    profiles.setProjects([readProject({ ...base, names: ['startup.js'], settings })]);
    tree.refresh(model.changes());
    return tree.take();
  }

  /** Launches what the file has. */
  function launch(): ReturnType<ServerRegistry['begin']> {
    const launched = servers.begin(id, 'run', idleControl, profiles.find(id)?.profile.text);
    tree.refresh(model.changesOfServer(id));
    tree.take();
    return launched;
  }

  const isOutdated = (): boolean => {
    const row = model.present(model.rowOf(id)!);
    return row.kind === 'profile' && row.isOutdated;
  };

  it('is drawn when the file changes, there and back', () => {
    launch();
    assert.deepEqual(save('x'), [id]);
    assert.ok(isOutdated());
    assert.deepEqual(save(''), [id]);
    assert.ok(!isOutdated());
  });

  it('is drawn when the file changes once more after a restart', () => {
    const first = launch();
    assert.deepEqual(save('x'), [id]);
    first.report({ type: 'ended' });
    launch();
    assert.ok(!isOutdated());
    assert.deepEqual(save(''), [id]);
    assert.ok(isOutdated());
  });
});
