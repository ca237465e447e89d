import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { launchesSame, launchText } from '../../../extension/core/profiles/launchText.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';

function textOf(text: string, name: string): string {
  const settings = parseLaunchSettings(text);
  return launchText(
    text,
    settings,
    settings.profiles.find((profile) => profile.name === name)!,
  );
}

function file(port: number, args = ''): string {
  return JSON.stringify({
    iisSettings: { iisExpress: { applicationUrl: `http://localhost:${port}` } },
    profiles: {
      web: { commandName: 'Project', commandLineArgs: args },
      proxied: { commandName: 'IISExpress' },
    },
  });
}

/** Whether a change of the file changes what a profile launches. */
function isChanged(name: string, before: string, after: string): boolean {
  return !launchesSame(textOf(before, name), textOf(after, name));
}

describe('launchText', () => {
  it('differs when the profile does, and not for another one', () => {
    assert.ok(isChanged('web', file(1), file(1, 'x')));
    assert.ok(!isChanged('proxied', file(1), file(1, 'x')));
  });

  it('has the sites of the file, unless the app binds by itself', () => {
    assert.ok(isChanged('proxied', file(1), file(2)));
    assert.ok(!isChanged('web', file(1), file(2)));
  });

  it('launches the same after blanks and comments have changed, but not blanks in a value', () => {
    const tidy = JSON.stringify(JSON.parse(file(1, 'a b')), undefined, 2);
    assert.ok(!isChanged('proxied', file(1, 'a b'), tidy.replace('"IISExpress"', '/* x */$&')));
    assert.ok(isChanged('web', tidy, tidy.replace('a b', 'a  b')));
  });
});
