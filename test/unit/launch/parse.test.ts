import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import type { LaunchProfile, LaunchSettings } from '../../../server-runtime/launch/model.ts';
import { codesOf } from './planInput.ts';

const sliceOf = (text: string, range: { offset: number; length: number } | undefined) =>
  range && text.slice(range.offset, range.offset + range.length);

const only = (settings: LaunchSettings): LaunchProfile => {
  assert.equal(settings.profiles.length, 1);
  return settings.profiles[0] as LaunchProfile;
};

const profileOf = (properties: object) =>
  only(parseLaunchSettings(JSON.stringify({ profiles: { p: properties } })));

describe('parseLaunchSettings', () => {
  it('reads an empty object and empty profiles as nothing', () => {
    for (const text of ['{}', '{"profiles":{}}']) {
      const settings = parseLaunchSettings(text);
      assert.deepEqual(settings.profiles, []);
      assert.deepEqual(settings.diagnostics, []);
    }
  });

  it('keeps the order of the file, also for names that look like integers', () => {
    const text = '{"profiles":{"b":{},"10":{},"2":{},"__proto__":{},"a":{}}}';
    const names = parseLaunchSettings(text).profiles.map((profile) => profile.name);
    assert.deepEqual(names, ['b', '10', '2', '__proto__', 'a']);
  });

  it('says of a merge conflict that it is one, once', () => {
    const sides = ['<<<<<<< HEAD', '"profiles": { "a": {} }', '=======', '"profiles": {}'];
    const conflict = ['{', ...sides, '>>>>>>> branch', '}'].join('\n');
    const { diagnostics } = parseLaunchSettings(conflict);
    const syntax = diagnostics.filter(({ code }) => code === 'invalid-json');
    assert.deepEqual(
      syntax.map(({ message, line, range }) => [message, line, sliceOf(conflict, range)]),
      [['A merge conflict is not resolved here.', 2, '<<<<<<< HEAD']],
    );
    assert.deepEqual(parseLaunchSettings(`/*\n${sides[0]}\n>>>>>>> b\n*/ {}`).diagnostics, []);
  });

  it('says once what is missing at the end of an open file', () => {
    const { diagnostics } = parseLaunchSettings('{"profiles":{"a":{"commandName":"Project"');
    assert.deepEqual(
      diagnostics.map(({ message }) => message),
      ['A closing brace } is missing here.'],
    );
  });

  it('accepts comments, trailing commas and a byte order mark', () => {
    const text =
      '\uFEFF// first\n{ /* a */ "profiles": { "web": { // b\n "commandName": "Project", }, }, }';
    const settings = parseLaunchSettings(text);
    assert.equal(only(settings).commandName, 'Project');
    assert.deepEqual(settings.diagnostics, []);
    assert.deepEqual(
      settings.jsonExtensions.map((range) => sliceOf(text, range)),
      ['// first', '/* a */', '// b', ',', ',', ','],
    );
  });

  it('reads every property that it knows', () => {
    const profile = profileOf({
      commandName: 'Project',
      commandLineArgs: 'a b',
      executablePath: 'x',
      workingDirectory: 'w',
      launchBrowser: true,
      launchUrl: 'u',
      applicationUrl: 'http://localhost:1',
      environmentVariables: { B: '2012-01-01T00:00:00Z', '1': 'x' },
      dotnetRunMessages: false,
      ancmHostingModel: 'InProcess',
      server: 'proxied',
    });
    assert.equal(profile.commandLineArgs, 'a b');
    assert.equal(profile.executablePath, 'x');
    assert.equal(profile.workingDirectory, 'w');
    assert.equal(profile.launchBrowser, true);
    assert.equal(profile.launchUrl, 'u');
    assert.equal(profile.applicationUrl, 'http://localhost:1');
    assert.equal(profile.dotnetRunMessages, false);
    assert.equal(profile.ancmHostingModel, 'InProcess');
    assert.equal(profile.server, 'proxied');
    assert.equal(profile.hotReloadEnabled, undefined);
  });

  it('keeps environment variables in file order and their values as text', () => {
    const text =
      '{"profiles":{"p":{"commandName":"Project","environmentVariables":{"B":"2012-01-01T00:00:00Z","1":"x","A":""}}}}';
    const entries = only(parseLaunchSettings(text)).environmentVariables;
    assert.deepEqual(
      entries.map(({ name, value }) => [name, value]),
      [
        ['B', '2012-01-01T00:00:00Z'],
        ['1', 'x'],
        ['A', ''],
      ],
    );
  });

  it('tells where a profile, its name and its values stand', () => {
    const text =
      '{"profiles":{"web": {"commandName": "Project","environmentVariables":{"A":"b"}}}}';
    const profile = only(parseLaunchSettings(text));
    assert.equal(sliceOf(text, profile.nameRange), '"web"');
    assert.equal(sliceOf(text, profile.range)?.startsWith('"web": {'), true);
    const [command] = profile.properties;
    assert.equal(sliceOf(text, command?.range), '"commandName": "Project"');
    assert.equal(sliceOf(text, command?.nameRange), '"commandName"');
    assert.equal(sliceOf(text, command?.valueRange), '"Project"');
    const [variable] = profile.environmentVariables;
    assert.equal(sliceOf(text, variable?.range), '"A":"b"');
    assert.equal(sliceOf(text, variable?.valueRange), '"b"');
  });

  it('notes unknown properties in order, and those of other tools as known', () => {
    const profile = profileOf({ x: true, httpPort: 124, y: 'text', commandName: 'Project' });
    assert.deepEqual(
      profile.unknownProperties.map(({ name, value }) => [name, value]),
      [
        ['x', true],
        ['y', 'text'],
      ],
    );
    assert.deepEqual(codesOf(profile), []);
  });

  it('reads keys of iisSettings in another case, the exact one first, and says so', () => {
    const text =
      '{"iisSettings":{"WindowsAuthentication":true,"IISExpress":{"sslPort":44301,"SslPort":1}}}';
    const { iisSettings, diagnostics } = parseLaunchSettings(text);
    assert.equal(iisSettings?.windowsAuthentication, true);
    assert.equal(iisSettings?.iisExpress?.sslPort, 44301);
    assert.deepEqual(
      diagnostics.map(({ code, range }) => [code, sliceOf(text, range)]),
      ['"WindowsAuthentication"', '"IISExpress"', '"SslPort"'].map((key) => ['property-case', key]),
    );
  });

  it('asks whether a key is a mistyped profiles when there are none', () => {
    const messages = (text: string): string[] =>
      parseLaunchSettings(text).diagnostics.map(({ message }) => message);
    assert.deepEqual(messages('{"profile":{}}'), [
      "'profile' is not known. Did you mean 'profiles'?",
    ]);
    assert.deepEqual(messages('{"profile":{},"profiles":{}}'), []);
    assert.deepEqual(messages('{"$schema":"x","other":1}'), []);
  });

  it('reads iisSettings with their defaults', () => {
    const text =
      '{"iisSettings":{"iisExpress":{"applicationUrl":"http://localhost:1/","sslPort":44300}}}';
    const { iisSettings } = parseLaunchSettings(text);
    assert.equal(iisSettings?.windowsAuthentication, false);
    assert.equal(iisSettings?.anonymousAuthentication, true);
    assert.equal(iisSettings?.iisExpress?.sslPort, 44300);
    assert.equal(sliceOf(text, iisSettings?.iisExpress?.sslPortRange), '44300');
    assert.equal(iisSettings?.iis, undefined);
  });
});

describe('parseLaunchSettings on bad input', () => {
  const cases: [what: string, text: string, codes: string[], place?: [number, number]][] = [
    ['an empty file', '', ['invalid-json'], [1, 1]],
    ['a text that is not JSON', 'hello', ['invalid-json', 'invalid-json'], [1, 1]],
    ['a root that is no object', '[]', ['not-an-object'], [1, 1]],
    ['profiles that are no object', '{"profiles":\n[]}', ['not-an-object'], [2, 1]],
    ['a profile that is no object', '{"profiles":{\r\n"a":1}}', ['not-an-object'], [2, 5]],
    ['a missing comma', '{"profiles":{}\n"x":1}', ['invalid-json'], [2, 1]],
    ['a number for a string', '{"profiles":{"a":{"commandName":1}}}', ['wrong-type'], [1, 33]],
    ['an open string', '{"profiles":{"a', ['invalid-json', 'invalid-json'], [1, 14]],
    ['an open comment', '{"profiles":{"a":{/*', ['invalid-json', 'invalid-json'], [1, 19]],
    ['too deep a nesting', '['.repeat(100_000), ['too-deep'], [1, 201]],
    ['a NUL', '{"profiles":{"a":{"commandName":"a\\u0000"}}}', ['nul-character'], [1, 33]],
  ];
  for (const [what, text, codes, place] of cases) {
    it(`locates ${what}`, () => {
      const [first, ...rest] = parseLaunchSettings(text).diagnostics;
      assert.deepEqual([first, ...rest].map((found) => found?.code).slice(0, codes.length), codes);
      if (place) assert.deepEqual([first?.line, first?.column], place);
    });
  }

  it('keeps the profiles that can be read', () => {
    const { profiles } = parseLaunchSettings(
      '{"profiles":{"a":{"commandName":"Project"},"b":3,"c":{',
    );
    assert.deepEqual(
      profiles.map((profile) => profile.name),
      ['a', 'c'],
    );
  });

  it('accepts quoted booleans with a warning', () => {
    const profile = profileOf({ commandName: 'Project', launchBrowser: 'True' });
    assert.equal(profile.launchBrowser, true);
    assert.equal(profileOf({ launchBrowser: 'false' }).launchBrowser, false);
    assert.deepEqual(codesOf(profile), ['quoted-boolean']);
    assert.match(profile.diagnostics[0]?.message ?? '', /dotnet run/);
  });

  it('accepts numbers and booleans as values of variables with a warning', () => {
    const profile = profileOf({ environmentVariables: { A: 1, B: true, C: null, D: {} } });
    assert.deepEqual(
      profile.environmentVariables.map(({ name, value }) => [name, value]),
      [
        ['A', '1'],
        ['B', 'true'],
      ],
    );
    assert.deepEqual(codesOf(profile), [
      'environment-value-type',
      'environment-value-type',
      'null-value',
      'wrong-type',
    ]);
  });

  it('takes the last of two equal variables, also where that is none', () => {
    const variables = (text: string): string[] =>
      parseLaunchSettings(
        `{"profiles":{"a":{"environmentVariables":{${text}}}}}`,
      ).profiles[0]!.environmentVariables.map(({ name, value }) => `${name}=${value}`);
    assert.deepEqual(variables('"A":"1","B":"2","A":null'), ['B=2']);
    assert.deepEqual(variables('"A":"1","A":{}'), []);
    assert.deepEqual(variables('"A":null,"A":"1"'), ['A=1']);
  });

  it('takes numbers as they are written', () => {
    const { profiles } = parseLaunchSettings(
      '\uFEFF{"profiles":{"a":{"environmentVariables":{"A":1.0,"B":1e400,"C":12345678901234567890}}}}',
    );
    const values = profiles[0]?.environmentVariables.map(({ value }) => value);
    assert.deepEqual(values, ['1.0', '1e400', '12345678901234567890']);
    assert.match(profiles[0]?.diagnostics[0]?.message ?? '', /write "1\.0"/);
  });

  it('leaves out variables that no process can have', () => {
    const profile = profileOf({
      environmentVariables: { '': 'x', 'a=b': 'x', 'd\0': 'x', C: 'y' },
    });
    assert.deepEqual(
      profile.environmentVariables.map(({ name }) => name),
      ['C'],
    );
    assert.deepEqual(
      profile.diagnostics.map(({ code, message }) => [code, message.split(' ')[0]]),
      [
        ['environment-name', '""'],
        ['environment-name', '"a=b"'],
        ['environment-name', String.raw`"d\u0000"`],
      ],
    );
  });

  it('reads null as absent', () => {
    const profile = profileOf({ commandName: 'Project', launchUrl: null });
    assert.equal(profile.launchUrl, undefined);
    assert.deepEqual(codesOf(profile), ['null-value']);
    assert.equal(profile.diagnostics[0]?.severity, 'warning');
  });

  it('takes a wrong type as an error only for the properties that the command uses', () => {
    const severities = (properties: object) =>
      profileOf(properties).diagnostics.map(({ severity }) => severity);
    assert.deepEqual(severities({ commandName: 'Project', applicationUrl: 1 }), ['error']);
    assert.deepEqual(severities({ commandName: 'Project', executablePath: 1 }), ['warning']);
    assert.deepEqual(severities({ commandName: 'Executable', executablePath: 1 }), ['error']);
    assert.deepEqual(severities({ commandName: 'Docker', applicationUrl: 1 }), ['warning']);
  });

  it('takes the last of two equal keys', () => {
    const settings = parseLaunchSettings(
      '{"profiles":{"a":{}},"profiles":{"p":{"launchUrl":"1","launchUrl":"2","environmentVariables":{"X":"1","X":"2"}}}}',
    );
    const profile = only(settings);
    assert.equal(profile.name, 'p');
    assert.equal(profile.launchUrl, '2');
    assert.deepEqual(codesOf(settings), [
      'duplicate-property',
      'duplicate-property',
      'duplicate-property',
    ]);
  });

  it('accepts keys in another case, the exact one first', () => {
    const settings = parseLaunchSettings(
      '{"Profiles":{"p":{"launchUrl":"exact","LaunchURL":"other","COMMANDNAME":"Project"}}}',
    );
    const profile = only(settings);
    assert.equal(profile.launchUrl, 'exact');
    assert.equal(profile.commandName, 'Project');
    assert.deepEqual(codesOf(settings), ['property-case', 'property-case', 'property-case']);
  });

  it('keeps both of two profiles of one name and warns', () => {
    const settings = parseLaunchSettings('{"profiles":{"a":{},"a":{},"A":{}}}');
    assert.equal(settings.profiles.length, 3);
    assert.deepEqual(codesOf(settings), ['duplicate-profile', 'profile-names-differ-by-case']);
  });

  it('warns of a name that cannot be seen', () => {
    const settings = parseLaunchSettings('{"profiles":{"":{},"  ":{}," a":{}}}');
    assert.equal(settings.profiles.length, 3);
    assert.deepEqual(codesOf(settings), ['profile-name', 'profile-name']);
  });

  it('reads an SSL port in quotes, and refuses one that is no port', () => {
    const read = (sslPort: unknown) =>
      parseLaunchSettings(JSON.stringify({ iisSettings: { iisExpress: { sslPort } } }));
    assert.equal(read('44300').iisSettings?.iisExpress?.sslPort, 44300);
    assert.deepEqual(codesOf(read('44300')), ['quoted-number']);
    assert.deepEqual(codesOf(read(70000)), ['port-range']);
    assert.deepEqual(codesOf(read(1.5)), ['port-range']);
    assert.deepEqual(codesOf(read('x')), ['wrong-type']);
  });

  it('takes the default for a setting of the site that is no boolean, findings in file order', () => {
    const settings = parseLaunchSettings(
      '{"iisSettings":{"anonymousAuthentication":1,"windowsAuthentication":"x"},"profiles":[]}',
    );
    assert.equal(settings.iisSettings?.anonymousAuthentication, true);
    assert.equal(settings.iisSettings?.windowsAuthentication, false);
    assert.deepEqual(codesOf(settings), ['wrong-type', 'wrong-type', 'not-an-object']);
  });

  it('names a place with dots so that it can be read back', () => {
    const settings = parseLaunchSettings('{"profiles":{"My.App":{"launchBrowser":1}}}');
    assert.equal(settings.diagnostics[0]?.path, 'profiles["My.App"].launchBrowser');
  });
});
