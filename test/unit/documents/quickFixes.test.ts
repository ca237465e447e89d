import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type QuickFix, QuickFixes } from '../../../extension/core/documents/quickFixes.ts';
import { applyTextEdit } from '../../../extension/core/documents/textEdit.ts';
import { knownCommandNames } from '../../../server-runtime/launch/commandNames.ts';
import { diagnoseLaunchSettings } from '../../../server-runtime/launch/diagnoseLaunchSettings.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import {
  otherKnownProperties,
  propertyCatalogue,
} from '../../../server-runtime/launch/propertyCatalogue.ts';

/** The fixes of the first finding with the code. */
function fixes(text: string, code: string): QuickFix[] {
  const settings = parseLaunchSettings(text);
  const finding = diagnoseLaunchSettings(settings, { projectKind: 'host' }).find(
    (one) => one.code === code,
  );
  assert.ok(finding, `no ${code}`);
  return new QuickFixes(text, settings).of(finding);
}

/** The text after the first of them. */
function fixed(text: string, code: string): string {
  const fix = fixes(text, code)[0];
  assert.ok(fix, `no fix for ${code}`);
  return applyTextEdit(text, fix.edit);
}

const profile = (content: string): string => `{ "profiles": { "web": { ${content} } } }`;

const cases: readonly (readonly [code: string, from: string, to: string])[] = [
  [
    'quoted-boolean',
    '"commandName": "Project", "launchBrowser": " false "',
    '"commandName": "Project", "launchBrowser": false',
  ],
  [
    'environment-value-type',
    '"commandName": "Project", "environmentVariables": { "A": -1.5e+3 }',
    '"commandName": "Project", "environmentVariables": { "A": "-1.5e+3" }',
  ],
  [
    'null-value',
    '"commandName": "Project", "environmentVariables": { "A": "1", "B": null, }',
    '"commandName": "Project", "environmentVariables": { "A": "1", }',
  ],
  ['missing-command-name', '"launchUrl": "x",', '"commandName": "Project", "launchUrl": "x",'],
  [
    'missing-command-name',
    '"executablePath": "x"',
    '"commandName": "Executable", "executablePath": "x"',
  ],
  [
    'missing-command-name',
    '"commandName": "Project", "CommandName": "", "commandName": ""',
    '"commandName": "Project", "CommandName": "", "commandName": "Project"',
  ],
  [
    'localhost-port-0',
    '"commandName": "Project", "applicationUrl": "http://LocalHost:0"',
    '"commandName": "Project", "applicationUrl": "http://127.0.0.1:0"',
  ],
  ...(
    [
      ['5000', 'http://localhost:5000'],
      [':5000', 'http://localhost:5000'],
      ['*:5000', 'http://*:5000'],
      ['[::1]:5000', 'http://[::1]:5000'],
      ['a.b', 'http://a.b'],
      ['http:/localhost:5000', 'http://localhost:5000'],
      ['https:localhost:5001', 'https://localhost:5001'],
      ['HTTP//[::1]:80', 'HTTP://[::1]:80'],
      ['http:5000', 'http://localhost:5000'],
      ['http:/localhost:5000;localhost:1', 'http://localhost:5000;localhost:1'],
    ] as const
  ).map(
    ([from, to]) =>
      [
        'invalid-url',
        `"commandName": "Project", "applicationUrl": "${from}"`,
        `"commandName": "Project", "applicationUrl": "${to}"`,
      ] as const,
  ),
  [
    'quoted-boolean',
    '"commandName": "Project", "launchBrowser": "True"',
    '"commandName": "Project", "launchBrowser": true',
  ],
  [
    'quoted-boolean',
    '"commandName": "Project", "launchBrowser": "\\u0074rue"',
    '"commandName": "Project", "launchBrowser": true',
  ],
  [
    'environment-value-type',
    '"commandName": "Project", "environmentVariables": { "A": 1 }',
    '"commandName": "Project", "environmentVariables": { "A": "1" }',
  ],
  ['null-value', '"commandName": "Project", "launchUrl": null', '"commandName": "Project"'],
  ['unknown-command-name', '"commandName": "project"', '"commandName": "Project"'],
  [
    'property-case',
    '"commandName": "Project", "LaunchUrl": "x"',
    '"commandName": "Project", "launchUrl": "x"',
  ],
  [
    'unknown-property',
    '"commandName": "Project", "lanchUrl": "x"',
    '"commandName": "Project", "launchUrl": "x"',
  ],
  ['missing-command-name', '"launchUrl": "x"', '"commandName": "Project", "launchUrl": "x"'],
  [
    'localhost-port-0',
    '"commandName": "Project", "applicationUrl": "http://localhost:0"',
    '"commandName": "Project", "applicationUrl": "http://127.0.0.1:0"',
  ],
  [
    'localhost-port-0',
    '"commandName": "Project", "applicationUrl": "http://app.localhost:0"',
    '"commandName": "Project", "applicationUrl": "http://127.0.0.1:0"',
  ],
  [
    'invalid-url',
    '"commandName": "Project", "applicationUrl": "http://a:1;localhost:5000"',
    '"commandName": "Project", "applicationUrl": "http://a:1;http://localhost:5000"',
  ],
];

describe('Quick fixes', () => {
  for (const [code, from, to] of cases) {
    it(`mend ${code}`, () => {
      assert.equal(fixed(profile(from), code), profile(to));
    });
  }

  it('rename one of two profiles whose names differ only by case, and of two of one name', () => {
    for (const [second, code] of [
      ['WEB', 'profile-names-differ-by-case'],
      ['web', 'duplicate-profile'],
    ] as const) {
      const text = (name: string): string =>
        `{ "profiles": { "web": { "commandName": "Project" }, "web 2": { "commandName": "Project" }, "${name}": { "commandName": "Project" } } }`;
      assert.equal(fixed(text(second), code), text(`${second} 3`));
    }
  });

  it('name a profile that has no name', () => {
    const text = (name: string): string =>
      `{ "profiles": { "profile": { "commandName": "Project" }, "${name}": { "commandName": "Project" } } }`;
    for (const name of ['', '  ']) {
      assert.equal(fixed(text(name), 'profile-name'), text('profile 2'));
    }
  });

  it('offer the nearest launch command for an unknown one', () => {
    const one = profile('"commandName": "IISExpres"');
    assert.ok(fixed(one, 'unknown-command-name').includes('"IISExpress"'));
  });

  it('give one of two profiles another port', () => {
    const text = `{ "profiles": {
      "a": { "commandName": "Project", "applicationUrl": "http://localhost:5000" },
      "b": { "commandName": "Project", "applicationUrl": "http://localhost:5000" } } }`;
    const after = fixed(text, 'shared-port');
    assert.equal(after.split(':5000').length - 1, 1);
    assert.ok(after.includes(':5001'));
    const several = text
      .replace('localhost:5000"', 'localhost:4999;http://localhost:5000"')
      .replace('localhost:5000" } } }', 'localhost:5001;http://localhost:5000" } } }');
    assert.ok(
      fixed(several, 'shared-port').endsWith('localhost:5001;http://localhost:5002" } } }'),
    );
  });

  it('write no second commandName', () => {
    for (const value of ['""', 'null']) {
      const text = profile(`"commandName": ${value}`);
      assert.equal(fixed(text, 'missing-command-name'), profile('"commandName": "Project"'));
    }
  });

  it('write a number as JSON does', () => {
    const text = (port: string): string =>
      `{ "iisSettings": { "iisExpress": { "sslPort": ${port} } }, "profiles": {} }`;
    assert.equal(fixed(text('"04430"'), 'quoted-number'), text('4430'));
  });

  it('mend keys outside profiles', () => {
    assert.equal(fixed('{ "profile": {} }', 'unknown-property'), '{ "profiles": {} }');
    // Before, behind and without profiles, whose keys are others.
    const iis = (key: string): string => `"iisSettings": { "${key}": {} }`;
    const profiles = '"profiles": { "a": { "commandName": "Project" } }';
    for (const text of [
      (key: string) => `{ ${iis(key)}, ${profiles} }`,
      (key: string) => `{ ${profiles}, ${iis(key)} }`,
      (key: string) => `{ ${iis(key)}, "profiles": {} }`,
    ]) {
      assert.equal(fixed(text('IISEXPRESS'), 'property-case'), text('iisExpress'));
    }
  });

  it('keep to ports that there are', () => {
    const text = `{ "profiles": {
      "a": { "commandName": "Project", "applicationUrl": "http://localhost:65535" },
      "b": { "commandName": "Project", "applicationUrl": "http://localhost:65535" } } }`;
    assert.ok(fixed(text, 'shared-port').includes(':65534'));
  });

  it('mend the profile that is meant, between others', () => {
    const other = '{ "commandName": "Executable", "executablePath": "x" }';
    const text = (content: string): string =>
      `{ "profiles": { "a": ${other}, "b": { ${content} }, "c": ${other}, } }`;
    const command = '"commandName": "Project"';
    assert.equal(
      fixed(text('"launchUrl": ""'), 'missing-command-name'),
      text(`${command}, "launchUrl": ""`),
    );
    assert.equal(
      fixed(text(`${command}, "APPLICATIONURL": ""`), 'property-case'),
      text(`${command}, "applicationUrl": ""`),
    );
    assert.equal(fixed(text(`${command}, "launchUrl": null`), 'null-value'), text(command));
  });

  it('give an empty profile a command', () => {
    assert.deepEqual(
      JSON.parse(fixed('{ "profiles": { "web": {} } }', 'missing-command-name')),
      JSON.parse(profile('"commandName": "Project"')),
    );
  });

  /** Every fix of a finding: what stands there afterwards, and whether nobody could want anything else. */
  const offers: readonly (readonly [
    code: string,
    content: string,
    ...offers: readonly (readonly [string, boolean])[],
  ])[] = [
    ['quoted-boolean', '"commandName": "Project", "launchBrowser": "true"', ['true', true]],
    ['null-value', '"commandName": "Project", "launchUrl": null', ['', true]],
    [
      'unknown-command-name',
      '"commandName": "IISExpres"',
      ['"IISExpress"', false],
      ['"IIS"', false],
    ],
    ['unknown-command-name', '"commandName": "nothing like it"'],
    [
      'unknown-server',
      '"commandName": "Executable", "executablePath": "a", "server": "x"',
      ['"proxied"', false],
      ['', false],
    ],
    ['property-case', '"commandName": "Project", "LaunchURL": "x"', ['"launchUrl"', true]],
    // Renamed, the one that does not count would be the last of two.
    ['property-case', '"commandName": "Project", "launchUrl": "x", "LaunchURL": "y"'],
    ['unknown-property', '"commandName": "Project", "lanchUrl": "x"', ['"launchUrl"', false]],
    ['missing-command-name', '"launchUrl": ""', ['"commandName": "Project"', false]],
    ['missing-command-name', '"commandName": ""', ['"Project"', false]],
    [
      'localhost-port-0',
      '"commandName": "Project", "applicationUrl": "http://localhost:0"',
      ['http://127.0.0.1:0', true],
    ],
    ['invalid-url', '"commandName": "Project", "applicationUrl": "a:1"', ['http://a:1', true]],
    ['invalid-url', '"commandName": "Project", "applicationUrl": "http://:80"'],
    ['invalid-url', '"commandName": "Project", "applicationUrl": "?"'],
    // What would come of it is a fault, too.
    ['invalid-url', '"commandName": "Project", "applicationUrl": "70000"'],
    ['invalid-url', '"commandName": "Project", "applicationUrl": "http:"'],
    ['invalid-url', '"commandName": "Project", "applicationUrl": "a:b"'],
    // Where the second one stands between escapes is not known.
    ['invalid-url', '"commandName": "Project", "applicationUrl": "http:\\/\\/a:1;b:2"'],
    ['unknown-command-name', '"commandName": "web"'],
    ['unknown-command-name', '"commandName": "Wasm"'],
    ['unknown-command-name', '"commandName": "iisexpress"', ['"IISExpress"', true]],
    ['unknown-command-name', '"commandName": "Proejct"', ['"Project"', true]],
    ['unknown-command-name', '"commandName": "Exec"', ['"Executable"', false]],
    // Without it, the first one would count.
    ['null-value', '"commandName": "Project", "launchUrl": "x", "launchUrl": null', ['', false]],
    ['null-value', '"commandName": "Project", "launchUrl": null, "LaunchURL": "x"', ['', false]],
    // The last one counts, and does so with its right name.
    ['property-case', '"commandName": "Project", "LaunchURL": "x", "LAUNCHURL": "y"'],
    ['unknown-property', '"commandName": "Project", "LaunchUrl": "x", "lanchUrl": "y"'],
    ['wrong-type', '"commandName": "Project", "launchUrl": 1'],
  ];
  for (const [code, content, ...expected] of offers) {
    it(`offer all that can be meant where ${code} stands at ${content}`, () => {
      const found = fixes(profile(content), code);
      assert.deepEqual(
        found.map(({ replacement, isCertain }) => [replacement, isCertain]),
        expected,
      );
    });
  }

  it('give the one that counts its right name', () => {
    const text = profile('"commandName": "Project", "LaunchURL": "x", "LAUNCHURL": "y"');
    const settings = parseLaunchSettings(text);
    const fixes = new QuickFixes(text, settings);
    const offered = diagnoseLaunchSettings(settings, { projectKind: 'host' })
      .filter(({ code }) => code === 'property-case')
      .flatMap((finding) => fixes.of(finding));
    assert.deepEqual(
      offered.map(({ edit }) => applyTextEdit(text, edit)),
      [text.replace('LAUNCHURL', 'launchUrl')],
    );
  });

  it('are looked up in large files at once', () => {
    const some = Array.from({ length: 1000 }, (_, i) => `"p${i}": { "CommandName": "Project" }`);
    const text = `{ "profiles": { ${some.join()} } }`;
    const settings = parseLaunchSettings(text);
    const fixes = new QuickFixes(text, settings);
    const certain = diagnoseLaunchSettings(settings, { projectKind: 'host' }).filter(
      (finding) => fixes.certainOf(finding)?.replacement === '"commandName"',
    );
    assert.equal(certain.length, 1000);
  });

  it('offer a port and a name as one of many', () => {
    const web = '{ "commandName": "Project", "applicationUrl": "http://localhost:5000" }';
    for (const [second, code, replacement] of [
      ['b', 'shared-port', '5001'],
      ['a', 'duplicate-profile', '"a 2"'],
    ] as const) {
      const text = `{ "profiles": { "a": ${web}, "${second}": ${web} } }`;
      assert.deepEqual(
        fixes(text, code).map((fix) => [fix.replacement, fix.isCertain]),
        [[replacement, false]],
      );
    }
  });

  it('leave alone what has no place in the text', () => {
    const text = profile('"commandName": "Project"');
    const finding = { severity: 'error', code: 'null-value', path: '', message: '' } as const;
    const said = { ...finding, text: { template: '', values: [] } };
    assert.deepEqual(new QuickFixes(text, parseLaunchSettings(text)).of(said), []);
  });

  it('are preferred where nobody could want anything else', () => {
    const preferred = (content: string, code: string): boolean[] =>
      fixes(profile(content), code).map(({ isCertain }) => isCertain);
    assert.deepEqual(preferred('"commandName": "project"', 'unknown-command-name'), [true]);
    assert.deepEqual(preferred('"commandName": "IISExpres"', 'unknown-command-name'), [
      false,
      false,
    ]);
    assert.deepEqual(preferred('"launchUrl": null', 'null-value'), [true]);
  });

  it('offer both ways that the text about an unknown server names', () => {
    const content = '"commandName": "Executable", "executablePath": "a", "server": "x"';
    assert.deepEqual(
      fixes(profile(content), 'unknown-server').map(({ replacement }) => replacement),
      ['"proxied"', ''],
    );
  });

  it('bring an SSL port into the range', () => {
    const text =
      '{ "iisSettings": { "iisExpress": { "applicationUrl": "http://localhost:1", "sslPort": 5 } }, "profiles": { "I": { "commandName": "IISExpress" } } }';
    assert.ok(fixed(text, 'ssl-port-range').includes('"sslPort": 44300'));
    assert.equal(fixes(text, 'ssl-port-range')[0]?.isCertain, false);
    const taken = text
      .replace('localhost:1', 'localhost:44300')
      .replace('{ "iisExpress"', '{ "iis": { "sslPort": 44301 }, "iisExpress"');
    assert.ok(fixed(taken, 'ssl-port-range').includes('"sslPort": 44302'));
    const quoted = text.replace('"sslPort": 5', '"sslPort": "44305"');
    assert.ok(fixed(quoted, 'quoted-number').includes('"sslPort": 44305'));
  });
});

describe('The schema', () => {
  const path = join(import.meta.dirname, '..', '..', '..', 'schemas', 'launchSettings.json');
  const schema = JSON.parse(readFileSync(path, 'utf8')) as {
    definitions: { profile: { properties: Record<string, { if?: { enum?: string[] } }> } };
  };
  const { properties } = schema.definitions.profile;

  it('knows every property that the runtime knows', () => {
    const legacy = new Set(['SKIP_STOP_AND_RESTART', 'sdkVersion']);
    const names = [...propertyCatalogue.map(({ name }) => name), ...otherKnownProperties];
    assert.deepEqual(
      names.filter((name) => !legacy.has(name) && !(name in properties)),
      [],
    );
  });

  it('knows every launch command', () => {
    assert.deepEqual(
      properties['commandName']?.if?.enum?.toSorted(),
      [...knownCommandNames].toSorted(),
    );
  });
});
