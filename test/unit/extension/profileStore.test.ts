import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keepActiveProfiles } from '../../../extension/core/profiles/keepActiveProfiles.ts';
import { ProfileStore } from '../../../extension/core/profiles/profileStore.ts';
import { readProject } from '../../../extension/core/profiles/readProject.ts';
import { localizableText } from '../../../server-runtime/contracts/localizableText.ts';

function project(name: string, ...profiles: string[]) {
  const members = profiles.map(
    (profile) => `"${profile}": { "commandName": "${commandOf(profile)}" }`,
  );
  return readProject({
    id: `file:///w/${name}`,
    name,
    location: name,
    directory: `/w/${name}`,
    names: ['startup.ts'],
    settings: { uri: `file:///w/${name}.json`, text: `{ "profiles": { ${members.join(', ')} } }` },
  });
}

function commandOf(profile: string): string {
  return profile.startsWith('docker') ? 'Docker' : 'Project';
}

describe('ProfileStore', () => {
  it('has the first profile that can be launched as the active one', () => {
    assert.equal(new ProfileStore().active, undefined);
    const store = new ProfileStore();
    store.setProjects([project('a', 'docker'), project('b', 'web', 'api')]);
    assert.equal(store.active?.profile.name, 'web');
    assert.deepEqual(
      store.launchable().map(({ profile }) => profile.name),
      ['web', 'api'],
    );
  });

  it('tells who waits for the first search when that is over, also without a profile', async () => {
    const store = new ProfileStore();
    let isLoaded = false;
    const loaded = store.whenLoaded().then(() => (isLoaded = true));
    store.choose('file:///w/a#web');
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(isLoaded, false, 'what was chosen is no search');
    store.setProjects([]);
    await loaded;
    await store.whenLoaded();
  });

  it('prefers what was chosen, as long as it is there', () => {
    const store = new ProfileStore();
    store.choose('file:///w/b#api');
    store.setProjects([project('b', 'web', 'api')]);
    assert.equal(store.active?.profile.name, 'api');
    store.setProjects([project('b', 'web')]);
    assert.equal(store.active?.profile.name, 'web');
    assert.equal(store.chosenId, 'file:///w/b#api');
  });

  it('keeps a chosen profile that gets another name, also while it is shown because it runs', () => {
    const store = new ProfileStore();
    store.choose('file:///w/b#api');
    store.setProjects([project('b', 'web', 'api')]);
    store.setProjects([project('b', 'web', 'service')]);
    assert.equal(store.chosenId, 'file:///w/b#service');

    const renamed = project('b', 'web', 'other');
    const found = keepActiveProfiles(
      store.projects,
      [renamed],
      (id) => id.endsWith('#service'),
      localizableText('it runs, but is gone.'),
    );
    store.setProjects(found);
    assert.equal(store.chosenId, 'file:///w/b#other');
  });

  it('takes no new profile of the same content for a renamed one while the chosen one is there', () => {
    const store = new ProfileStore();
    store.choose('file:///w/b#api');
    store.setProjects([project('b', 'api')]);
    store.setProjects([project('b', 'api', 'api copy')]);
    assert.equal(store.chosenId, 'file:///w/b#api');
  });

  it('tells of each change once', () => {
    const store = new ProfileStore();
    let count = 0;
    store.onDidChange(() => (count += 1));
    store.choose('x');
    store.choose('x');
    store.setProjects([]);
    assert.equal(count, 2);
    assert.ok(store.isLoaded);
  });

  it('means the settings file of the active profile, else the first one', () => {
    const store = new ProfileStore();
    assert.equal(store.isLoaded, false);
    store.setProjects([{ ...project('a', 'web'), settingsFile: undefined }]);
    assert.equal(store.settingsFile, undefined);
    store.setProjects([project('a', 'web'), project('b', 'api')]);
    assert.equal(store.settingsFile, 'file:///w/a.json');
    store.choose('file:///w/b#api');
    assert.equal(store.settingsFile, 'file:///w/b.json');
    store.setProjects([project('a', 'docker'), { ...project('b'), settingsFile: undefined }]);
    assert.equal(store.settingsFile, 'file:///w/a.json');
  });

  it('has no title but the name for a profile whose name is the only one', () => {
    const store = new ProfileStore();
    store.setProjects([project('a', 'web')]);
    assert.equal(store.titleOf(store.find('file:///w/a#web')!), 'web');
  });

  it('finds a profile with its project', () => {
    const store = new ProfileStore();
    store.setProjects([project('a', 'web'), project('b', 'web')]);
    assert.equal(store.find('file:///w/b#web')?.project.name, 'b');
    assert.equal(store.find('file:///w/b#nobody'), undefined);
  });
});
