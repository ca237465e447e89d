import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { profilePlan } from '../../../extension/core/profiles/profilePlan.ts';
import type { LaunchPlan } from '../../../server-runtime/launch/launchPlan.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';

/** The plans of all profiles of a text, in file order. */
function plansOf(profiles: string, names = ['startup.js']): (LaunchPlan | undefined)[] {
  const settings = parseLaunchSettings(`{ "profiles": { ${profiles} } }`);
  return settings.profiles.map((profile) =>
    profilePlan(settings, profile, {
      ...{ directory: '/w/app', name: 'app', names, environment: {}, platform: 'linux' },
      settingsFile: '/w/app/Properties/launchSettings.json',
    }),
  );
}

const web = (port: number): string =>
  `{ "commandName": "Project", "applicationUrl": "http://localhost:${port}" }`;

describe('The plan of a profile', () => {
  it('is that of its launch', () => {
    const urls = plansOf(`"a": ${web(1)}, "A": ${web(2)}`).map((plan) => plan?.urls);
    assert.deepEqual(urls, [['http://localhost:1'], ['http://localhost:2']]);
  });

  const without: readonly (readonly [what: string, profiles: string])[] = [
    ['one that cannot run here', '"a": { "commandName": "Docker" }'],
    [
      'one with a value of the wrong type',
      '"a": { "commandName": "Project", "workingDirectory": 5 }',
    ],
    ['two of one name', `"a": ${web(1)}, "a": ${web(2)}`],
  ];
  for (const [what, profiles] of without) {
    it(`is none for ${what}`, () => {
      for (const plan of plansOf(profiles)) assert.equal(plan, undefined);
    });
  }

  it('is none for one without a name, which would be that of another', () => {
    const [first, nameless] = plansOf(`"a": ${web(1)}, "": ${web(2)}`);
    assert.deepEqual([first?.profile, nameless], ['a', undefined]);
  });

  it('knows the names of a .NET project', () => {
    const args = '"commandLineArgs": "$(MSBuildProjectName)"';
    const [plan] = plansOf(`"a": { "commandName": "Project", ${args} }`, ['Shop.csproj']);
    assert.deepEqual(plan?.args, [
      ...['run', '--project', 'Shop.csproj', '--no-launch-profile', '--', 'Shop'],
    ]);
  });
});
