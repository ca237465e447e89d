import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { profileTitle } from '../../../extension/core/profiles/profileTitle.ts';
import { readProject } from '../../../extension/core/profiles/readProject.ts';
import type { Project } from '../../../extension/core/profiles/project.ts';
import { whyNotHere } from '../../../extension/core/profiles/whyNotHere.ts';

function project(location: string, ...names: string[]): Project {
  const id = `file:///w/${location}`;
  const profiles = Object.fromEntries(names.map((name) => [name, { commandName: 'Project' }]));
  return readProject({
    id,
    name: location.slice(location.lastIndexOf('/') + 1),
    location: location.includes('/') ? location : '',
    directory: `/w/${location}`,
    names: ['startup.ts'],
    settings: { uri: `${id}/settings.json`, text: JSON.stringify({ profiles }) },
  });
}

describe('profileTitle', () => {
  const titles = (...projects: Project[]): string[] =>
    projects.flatMap((one) =>
      one.profiles.map((profile) => profileTitle({ project: one, profile }, projects)),
    );

  it('is the name where no other profile has it', () => {
    assert.deepEqual(titles(project('shop', 'web'), project('bank', 'api')), ['web', 'api']);
  });

  it('has the project where a profile of another one has the name', () => {
    assert.deepEqual(titles(project('shop', 'web', 'job'), project('bank', 'web')), [
      ...['web (shop)', 'job', 'web (bank)'],
    ]);
  });

  it('has the place of the project where the projects have one name, too', () => {
    const all = [project('shop', 'web'), project('a/api', 'web'), project('b/api', 'web')];
    assert.deepEqual(titles(...all), ['web (shop)', 'web (a/api)', 'web (b/api)']);
  });

  it('has no more of a long place than tells it from the others', () => {
    const all = [
      project('teams/billing/services/src/web', 'http'),
      project('teams/geo/services/src/web', 'http'),
      project('teams/geo/jobs/web', 'http'),
    ];
    assert.deepEqual(titles(...all), [
      'http (billing/…/web)',
      'http (geo/services/…/web)',
      'http (jobs/web)',
    ]);
  });

  it('has the whole place where another one contains it', () => {
    const all = [project('a/web', 'http'), project('b/a/web', 'http')];
    assert.deepEqual(titles(...all), ['http (a/web)', 'http (b/…/web)']);
  });
});

describe('whyNotHere', () => {
  it('has nothing against files of an open folder, and says why other ones are not launched', () => {
    assert.equal(whyNotHere('file', true), undefined);
    assert.match(whyNotHere('file', false)?.template ?? '', /not open in this window/);
    assert.match(whyNotHere('memfs', false)?.template ?? '', /virtual/);
  });

  it('keeps every profile of a project from being launched', () => {
    const { profiles } = readProject({
      ...{ id: 'memfs:/shop', name: 'shop', location: '', directory: undefined },
      unavailable: whyNotHere('memfs', true),
      names: ['startup.ts'],
      settings: { uri: 'memfs:/s.json', text: '{"profiles":{"web":{"commandName":"Project"}}}' },
    });
    assert.match(profiles[0]?.unavailable?.template ?? '', /virtual/);
  });
});
