import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { isRunnable, selectProfile } from '../../../server-runtime/launch/profileSelection.ts';
import type { LaunchProfile } from '../../../server-runtime/launch/model.ts';

const settingsOf = (profiles: object | string) =>
  parseLaunchSettings(
    `{"profiles":${typeof profiles === 'string' ? profiles : JSON.stringify(profiles)}}`,
  );
const project = { commandName: 'Project' };
const mixed = settingsOf({
  Docker: { commandName: 'Docker' },
  'IIS Express': { commandName: 'IISExpress' },
  First: project,
  Second: project,
});

describe('selectProfile', () => {
  it('takes the first profile in file order that runs here', () => {
    assert.equal(selectProfile(mixed, { projectKind: 'host' }).profile?.name, 'IIS Express');
    assert.equal(selectProfile(mixed, { projectKind: 'dotnet' }).profile?.name, 'IIS Express');
  });

  it('takes the first Executable where there is no app', () => {
    const settings = settingsOf({
      a: project,
      b: { commandName: 'Executable', executablePath: 'x' },
    });
    assert.equal(selectProfile(settings, { projectKind: 'executable' }).profile?.name, 'b');
  });

  it('takes none when asked for none, without a file, and without profiles', () => {
    for (const [settings, none] of [
      [mixed, true],
      [undefined, false],
      [settingsOf({}), false],
    ] as const) {
      assert.deepEqual(selectProfile(settings, { projectKind: 'host', none }), {
        profile: undefined,
      });
    }
  });

  it('takes none with a warning when no profile runs here', () => {
    const selection = selectProfile(settingsOf({ d: { commandName: 'Docker' } }), {
      projectKind: 'host',
    });
    assert.equal(selection.profile, undefined);
    assert.equal(selection.error, undefined);
    assert.match('warning' in selection ? (selection.warning?.message ?? '') : '', /'d'/);
  });

  it('takes the named profile whatever its case', () => {
    const named = (name: string) =>
      selectProfile(mixed, { projectKind: 'host', name }).profile?.name;
    assert.equal(named('Second'), 'Second');
    assert.equal(named('SECOND'), 'Second');
    assert.equal(named(''), 'IIS Express');
  });

  it('prefers the exact name, and else refuses to guess', () => {
    const settings = settingsOf({ web: project, Web: { ...project, launchUrl: 'x' } });
    assert.equal(
      selectProfile(settings, { projectKind: 'host', name: 'Web' }).profile?.launchUrl,
      'x',
    );
    const { error } = selectProfile(settings, { projectKind: 'host', name: 'WEB' });
    assert.equal(error?.code, 'ambiguous-profile');
    assert.match(error?.message ?? '', /'web' \(line 1\), 'Web' \(line 1\)/);
  });

  it('refuses a name that two profiles have', () => {
    const settings = settingsOf('{"a":{"commandName":"Project"},"a":{"commandName":"Project"}}');
    const { error } = selectProfile(settings, { projectKind: 'host', name: 'a' });
    assert.equal(error?.code, 'ambiguous-profile');
  });

  it('answers an unknown name with the nearest and all that there are', () => {
    const { error } = selectProfile(mixed, { projectKind: 'host', name: 'Frist' });
    assert.equal(error?.code, 'unknown-profile');
    assert.equal(
      error?.message,
      "There is no profile 'Frist'. Did you mean 'First'? Available: 'Docker', 'IIS Express', 'First', 'Second'.",
    );
    const far = selectProfile(mixed, { projectKind: 'host', name: 'zzzzzz' }).error;
    assert.match(far?.message ?? '', /^There is no profile 'zzzzzz'\. Available:/);
  });

  it('says when there is no file to look in', () => {
    const { error } = selectProfile(undefined, { projectKind: 'host', name: 'x' });
    assert.equal(error?.code, 'no-launch-settings');
  });

  it('refuses a named profile that does not run here, with the reason', () => {
    const { error } = selectProfile(mixed, { projectKind: 'host', name: 'Docker' });
    assert.equal(error?.code, 'profile-not-runnable');
    assert.equal(error?.path, 'profiles.Docker');
    assert.match(
      error?.message ?? '',
      /^The profile 'Docker' cannot run here: Docker profiles need/,
    );
  });

  it('refuses a default with a wrong value rather than take another one', () => {
    const settings = settingsOf({ a: { ...project, applicationUrl: 1 }, b: project });
    const { error } = selectProfile(settings, { projectKind: 'host' });
    assert.equal(error?.path, 'profiles.a.applicationUrl');
    assert.equal(error?.line, 1);
  });
});

describe('isRunnable', () => {
  const reasonOf = (properties: object, kind: 'host' | 'dotnet' | 'executable' = 'host') => {
    const [profile] = settingsOf({ p: properties }).profiles;
    return isRunnable(profile as LaunchProfile, kind).reason;
  };

  it('allows what the project kind can run', () => {
    for (const commandName of ['Project', 'IISExpress', 'IIS']) {
      assert.equal(reasonOf({ commandName }), null);
      assert.equal(reasonOf({ commandName }, 'dotnet'), null);
      assert.match(reasonOf({ commandName }, 'executable') ?? '', /no app here/);
    }
    assert.equal(reasonOf({ commandName: 'Executable', executablePath: 'x' }, 'executable'), null);
  });

  it('needs an executable for an Executable', () => {
    assert.match(reasonOf({ commandName: 'Executable' }) ?? '', /no executablePath/);
    assert.match(
      reasonOf({ commandName: 'Executable', executablePath: ' ' }) ?? '',
      /executablePath/,
    );
  });

  it('takes a missing command with an executable for an Executable', () => {
    assert.equal(reasonOf({ executablePath: 'x' }), null);
    assert.equal(reasonOf({}), 'it has no commandName.');
  });

  it('gives a reason for every command of another tool, and a hint for a mistyped one', () => {
    for (const commandName of ['Docker', 'WSL2', 'MsixPackage', 'DebugRoslynComponent']) {
      assert.match(reasonOf({ commandName }) ?? '', /need Visual Studio|need the container tools/);
    }
    assert.equal(
      reasonOf({ commandName: 'project' }),
      "'project' is no launch command. Did you mean 'Project'?",
    );
    assert.equal(reasonOf({ commandName: 'toString' }), "'toString' is no launch command.");
  });

  it('minds wrong values only where the command uses them', () => {
    assert.match(
      reasonOf({ commandName: 'Project', launchUrl: 1 }) ?? '',
      /launchUrl must be a string/,
    );
    assert.equal(reasonOf({ commandName: 'Project', executablePath: 1 }), null);
  });
});
