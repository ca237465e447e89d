import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  legacyVariableWarnings,
  readEnvironmentSettings,
} from '../../../server-runtime/hosting/environmentSettings.ts';
import { Settings } from '../../../server-runtime/hosting/settings.ts';

describe('Settings', () => {
  it('matches keys whatever their case', () => {
    const settings = new Settings();
    settings.set('Urls', 'a');
    settings.set('URLS', 'b');
    assert.equal(settings.get('urls'), 'b');
    assert.deepEqual([...settings.entries()], [['URLS', 'b']]);
    settings.set('urls', undefined);
    assert.equal(settings.get('urls'), undefined);
  });

  it('takes true and 1 as true', () => {
    const settings = new Settings();
    for (const [value, expected] of [
      ['true', true],
      ['TRUE', true],
      ['1', true],
      ['yes', false],
      ['false', false],
      ['', false],
    ] as const) {
      settings.set('key', value);
      assert.equal(settings.getBoolean('key'), expected, value);
    }
    assert.equal(settings.getBoolean('absent'), false);
  });

  it('splits lists at semicolons and drops what is empty', () => {
    const settings = new Settings();
    settings.set('key', ';a; b;;c;');
    assert.deepEqual(settings.getList('key'), ['a', 'b', 'c']);
  });
});

describe('readEnvironmentSettings', () => {
  it('takes the variables with the prefix, without it', () => {
    const settings = readEnvironmentSettings({
      ASPNETCORE_URLS: 'http://*:1',
      aspnetcore_Kestrel__Limits: 'x',
      OTHER: 'y',
    });
    assert.equal(settings.get('urls'), 'http://*:1');
    assert.equal(settings.get('kestrel:limits'), 'x');
    assert.equal(settings.get('OTHER'), undefined);
  });

  it('lets ASPNETCORE_ win over DOTNET_', () => {
    const settings = readEnvironmentSettings({
      ASPNETCORE_ENVIRONMENT: 'Staging',
      DOTNET_ENVIRONMENT: 'Development',
      DOTNET_URLS: 'http://*:2',
    });
    assert.equal(settings.get('environment'), 'Staging');
    assert.equal(settings.get('urls'), 'http://*:2');
  });

  it('falls back to the obsolete names, and says so', () => {
    const env = {
      'Hosting:Environment': 'Development',
      ASPNET_ENV: 'Staging',
      'ASPNETCORE_SERVER.URLS': 'http://*:3',
    };
    const settings = readEnvironmentSettings(env);
    assert.equal(settings.get('environment'), 'Development');
    assert.equal(settings.get('urls'), 'http://*:3');
    const replaced = (old: string, now: string) =>
      `The environment variable '${old}' is obsolete and has been replaced with '${now}'`;
    assert.deepEqual(legacyVariableWarnings(env), [
      replaced('Hosting:Environment', 'ASPNETCORE_ENVIRONMENT'),
      replaced('ASPNET_ENV', 'ASPNETCORE_ENVIRONMENT'),
      replaced('ASPNETCORE_SERVER.URLS', 'ASPNETCORE_URLS'),
    ]);
    assert.deepEqual(legacyVariableWarnings({}), []);
    assert.equal(readEnvironmentSettings({ ASPNET_ENV: 'Staging' }).get('environment'), 'Staging');
  });

  it('prefers the new names to the obsolete ones', () => {
    const settings = readEnvironmentSettings({
      ASPNETCORE_ENVIRONMENT: 'Staging',
      'Hosting:Environment': 'Development',
    });
    assert.equal(settings.get('environment'), 'Staging');
  });
});
