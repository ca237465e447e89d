import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LaunchProfile } from '../../../server-runtime/launch/model.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { requiredProperties } from '../../../server-runtime/launch/requiredProperties.ts';

describe('requiredProperties', () => {
  it('names what the values of a profile refer to, once, also through variables', () => {
    const profile = {
      commandName: '$(Ignored)',
      commandLineArgs: '$(TargetDir)x $([System.String]::Copy(a)) %E%',
      applicationUrl: 'http://localhost:$(Port)',
      environmentVariables: { A: '$(TargetDir)', B: '$(Name With Blank) $(' },
    };
    const [parsed] = parseLaunchSettings(JSON.stringify({ profiles: { p: profile } })).profiles;
    assert.deepEqual(requiredProperties(parsed as LaunchProfile, { E: '$(FromE)' }, 'linux'), [
      'TargetDir',
      'FromE',
      'Port',
    ]);
  });
});
