import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { effectiveLaunch } from '../../../extension/features/debugTab/effectiveLaunch.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';

function copiedOf(profile: Record<string, unknown>, platform: 'linux' | 'win32' = 'linux'): string {
  const settings = parseLaunchSettings(JSON.stringify({ profiles: { 'a b': profile } }));
  const surroundings = {
    directory: '/app',
    name: 'app',
    names: ['app.csproj'],
    settingsFile: '/app/Properties/launchSettings.json',
    hostPath: '/ext/dist/host.js',
    environment: {},
    platform,
  };
  const launch = effectiveLaunch(settings, settings.profiles[0]!, surroundings, {
    originOf: (origin) => origin,
  });
  return launch?.shellText ?? 'no launch';
}

describe('The copied command of a .NET project', () => {
  const host = "node /ext/dist/host.js run --project /app --launch-profile 'a b'";

  it('is the program’s own when nothing stands in front of it', () => {
    assert.match(
      copiedOf({ commandName: 'Project', commandLineArgs: '-x' }),
      /^cd \/app && DOTNET_LAUNCH_PROFILE='a b' .* -x$/,
    );
  });

  it('is the host’s for IIS Express, for it starts the front end as well', () => {
    assert.equal(copiedOf({ commandName: 'IISExpress', commandLineArgs: '-x' }), host);
    assert.equal(copiedOf({ commandName: 'IISExpress' }, 'win32'), host.replaceAll("'", '"'));
  });

  it('is the host’s for a program behind a server', () => {
    const program = { commandName: 'Executable', executablePath: 'tool', server: 'proxied' };
    assert.equal(copiedOf(program), host);
    assert.match(copiedOf({ ...program, server: undefined }), / tool$/);
  });
});
