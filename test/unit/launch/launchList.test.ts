import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLaunchList } from '../../../server-runtime/launch/launchList.ts';
import { planInput, type PlanCase } from './planInput.ts';

const profiles = `{"profiles":{
  "docker": { "commandName": "Docker" },
  "10": { "commandName": "Project", "applicationUrl": "http://localhost:5123" },
  "twin": { "commandName": "Project", "applicationUrl": "http://localhost:1" },
  "twin": { "commandName": "Project", "applicationUrl": "http://localhost:2" },
  "listener": { "commandName": "Project", "commandLineArgs": "--server WebListener" }
}}`;

const listOf = (planCase: PlanCase, activeProfile?: string) =>
  createLaunchList({ ...planInput(planCase), activeProfile });

describe('createLaunchList', () => {
  it('lists profiles in file order with server, addresses and reason', () => {
    const { file, activeProfile, profiles: listed } = listOf({ profiles });
    assert.equal(file, '/repo/app/Properties/launchSettings.json');
    assert.equal(activeProfile, '10');
    assert.deepEqual(
      listed.map(({ name, server, urls, runnable }) => [name, server, urls, runnable]),
      [
        ['docker', null, [], false],
        ['10', 'Kestrel', ['http://localhost:5123'], true],
        ['twin', 'Kestrel', ['http://localhost:1'], true],
        ['twin', 'Kestrel', ['http://localhost:2'], true],
        ['listener', 'WebListener', ['http://localhost:5000'], true],
      ],
    );
    assert.match(listed[0]?.reason ?? '', /^Docker profiles need/);
    assert.equal(listed[1]?.reason, null);
  });

  it('takes the chosen profile for the active one as long as it exists', () => {
    assert.equal(listOf({ profiles }, 'listener').activeProfile, 'listener');
    assert.equal(listOf({ profiles }, 'gone').activeProfile, '10');
  });

  it('is empty without a file', () => {
    assert.deepEqual(createLaunchList({ ...planInput({}), settingsFile: undefined }), {
      file: null,
      activeProfile: null,
      profiles: [],
      diagnostics: [],
    });
  });
});
