import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { parse } from 'jsonc-parser';
import {
  editLaunchSettings,
  type LaunchSettingsEdit,
} from '../../../extension/core/documents/launchSettingsEdit.ts';
import { applyTextEdit } from '../../../extension/core/documents/textEdit.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';

const sample = `{
  // Shared by the whole team.
  "profiles": {
    "web": {
      "commandName": "Project", // self-hosted
      "launchBrowser": true,
      "applicationUrl": "http://localhost:5000"
    },
    /* behind the front end */
    "IIS Express": {
      "commandName": "IISExpress",
      "environmentVariables": { "A": "1" }
    }
  },
  "nothing": null,
  "unknown": [1, 2]
}
`;

const edited = (text: string, edit: LaunchSettingsEdit): string =>
  applyTextEdit(text, editLaunchSettings(text, edit));

const cases: { name: string; edit: LaunchSettingsEdit; from: string; to: string }[] = [
  {
    name: 'replaces only the value',
    edit: {
      kind: 'setProfileValue',
      profile: 0,
      path: ['applicationUrl'],
      value: 'http://localhost:5001',
    },
    from: 'localhost:5000',
    to: 'localhost:5001',
  },
  {
    name: 'puts a new property where Visual Studio writes it',
    edit: { kind: 'setProfileValue', profile: 0, path: ['commandLineArgs'], value: '--a "b c"' },
    from: '"Project", // self-hosted\n',
    to: '"Project", // self-hosted\n      "commandLineArgs": "--a \\"b c\\"",\n',
  },
  {
    name: 'makes the objects on the way to a new value',
    edit: { kind: 'setProfileValue', profile: 0, path: ['environmentVariables', 'A'], value: '1' },
    from: '"launchBrowser": true,\n',
    to: '"launchBrowser": true,\n      "environmentVariables": {\n        "A": "1"\n      },\n',
  },
  {
    name: 'keeps an object on one line when it is on one line',
    edit: { kind: 'setProfileValue', profile: 1, path: ['environmentVariables', 'B'], value: '2' },
    from: '{ "A": "1" }',
    to: '{ "A": "1", "B": "2" }',
  },
  {
    name: 'removes a property with its line',
    edit: { kind: 'setProfileValue', profile: 0, path: ['launchBrowser'], value: undefined },
    from: '      "launchBrowser": true,\n',
    to: '',
  },
  {
    name: 'removes the last property with the comma before it',
    edit: { kind: 'setProfileValue', profile: 0, path: ['applicationUrl'], value: undefined },
    from: 'true,\n      "applicationUrl": "http://localhost:5000"\n',
    to: 'true\n',
  },
  {
    name: 'renames a profile in its place',
    edit: { kind: 'renameProfile', profile: 0, name: 'site' },
    from: '"web"',
    to: '"site"',
  },
  {
    name: 'changes the case of a name',
    edit: { kind: 'renameProfile', profile: 0, name: 'Web' },
    from: '"web"',
    to: '"Web"',
  },
  {
    name: 'renames an environment variable in its place',
    edit: { kind: 'renameProfileKey', profile: 1, path: ['environmentVariables', 'A'], name: 'Z' },
    from: '"A"',
    to: '"Z"',
  },
  {
    name: 'sets a value outside the profiles',
    edit: { kind: 'setValue', path: ['iisSettings', 'iisExpress', 'sslPort'], value: 44300 },
    from: '[1, 2]\n',
    to: '[1, 2],\n  "iisSettings": {\n    "iisExpress": {\n      "sslPort": 44300\n    }\n  }\n',
  },
  {
    name: 'adds a profile at the end',
    edit: { kind: 'addProfile', name: 'api', profile: { commandName: 'Project' } },
    from: '{ "A": "1" }\n    }\n',
    to: '{ "A": "1" }\n    },\n    "api": {\n      "commandName": "Project"\n    }\n',
  },
  {
    name: 'duplicates a profile with its comments, above those that lead the next one',
    edit: { kind: 'duplicateProfile', profile: 0, name: 'copy' },
    from: '    /* behind',
    to: '    "copy": {\n      "commandName": "Project", // self-hosted\n      "launchBrowser": true,\n      "applicationUrl": "http://localhost:5000"\n    },\n    /* behind',
  },
  {
    name: 'sets a value in an object that is written as null',
    edit: { kind: 'setValue', path: ['nothing', 'a', 'b'], value: 1 },
    from: '"nothing": null',
    to: '"nothing": {\n    "a": {\n      "b": 1\n    }\n  }',
  },
];

describe('editLaunchSettings', () => {
  for (const { name, edit, from, to } of cases) {
    it(name, () => {
      assert.equal(sample.split(from).length, 2, 'the case names one place');
      const after = edited(sample, edit);
      assert.equal(
        after,
        sample.replace(from, () => to),
      );
    });
    it(`${name}, with Windows line endings`, () => {
      const windows = sample.replaceAll('\n', '\r\n');
      assert.equal(edited(windows, edit).replaceAll('\r\n', '\n').includes('\r'), false);
      assert.deepEqual(parse(edited(windows, edit)), parse(edited(sample, edit)));
      assert.equal(/[^\r]\n/.test(edited(windows, edit)), false, 'no bare line feed');
    });
  }

  it('moves a profile with the comment that leads it', () => {
    const after = edited(sample, { kind: 'moveProfile', profile: 1, to: 0 });
    assert.match(after, /\{\n {4}\/\* behind the front end \*\/\n {4}"IIS Express"/);
    assert.deepEqual(Object.keys(parse(after).profiles), ['IIS Express', 'web']);
  });

  it('writes a new file', () => {
    const after = edited('', {
      kind: 'addProfile',
      name: 'web',
      profile: { commandName: 'Project' },
    });
    assert.equal(
      after,
      '{\n  "profiles": {\n    "web": {\n      "commandName": "Project"\n    }\n  }\n}\n',
    );
  });

  const refused: { name: string; text?: string; edit: LaunchSettingsEdit; message: RegExp }[] = [
    {
      name: 'a broken file, naming the line',
      text: '{\n "profiles": {\n',
      edit: { kind: 'removeProfile', profile: 0 },
      message: /line 3 is not valid JSON/,
    },
    {
      name: 'a file that is not an object',
      text: '[]',
      edit: { kind: 'removeProfile', profile: 0 },
      message: /must hold an object/,
    },
    {
      name: 'a taken name, whatever its case',
      edit: { kind: 'renameProfile', profile: 1, name: 'WEB' },
      message: /There is a profile "web" already/,
    },
    {
      name: 'an empty name',
      edit: { kind: 'addProfile', name: ' ', profile: {} },
      message: /needs a name/,
    },
    {
      name: 'a profile that is gone',
      edit: { kind: 'removeProfile', profile: 7 },
      message: /no longer in the file/,
    },
    {
      name: 'a value below one that is no object',
      edit: { kind: 'setProfileValue', profile: 0, path: ['launchBrowser', 'x'], value: 1 },
      message: /"launchBrowser" must be an object/,
    },
    {
      name: 'a taken variable name',
      text: sample.replace('{ "A": "1" }', '{ "A": "1", "B": "" }'),
      edit: {
        kind: 'renameProfileKey',
        profile: 1,
        path: ['environmentVariables', 'A'],
        name: 'B',
      },
      message: /already there/,
    },
  ];
  for (const { name, text = sample, edit, message } of refused) {
    it(`refuses ${name}`, () => {
      assert.throws(() => editLaunchSettings(text, edit), { name: 'UserError', message });
    });
  }
});

const word = fc.string({ minLength: 1, maxLength: 5 }).filter((s) => s.trim() !== '');
const profile = fc.dictionary(
  fc.constantFrom('commandName', 'commandLineArgs', 'launchBrowser', 'x'),
  fc.oneof(
    word,
    fc.boolean(),
    fc.integer(),
    fc.dictionary(word, word, { maxKeys: 3, noNullPrototype: true }),
  ),
  { noNullPrototype: true },
);
const documents = fc
  .record({
    profiles: fc.uniqueArray(fc.tuple(word, profile), {
      selector: ([n]) => n.toLowerCase(),
      minLength: 1,
      maxLength: 5,
    }),
    indent: fc.constantFrom('', '  ', '\t'),
    eol: fc.constantFrom('\n', '\r\n'),
    comment: fc.constantFrom('', '// a', '/* b */'),
  })
  .map(({ profiles, indent, eol, comment }) => {
    // Names that look like numbers would be put first by an object: write the text by hand.
    const body = profiles
      .map(
        ([n, p]) =>
          `${indent}${indent}${JSON.stringify(n)}: ${JSON.stringify(p, undefined, indent)}`,
      )
      .join(`, ${comment}\n`);
    return {
      profiles,
      text: `{\n${indent}"profiles": {\n${body}\n${indent}}\n}`.replaceAll('\n', eol),
    };
  });

describe('editLaunchSettings, on any document', () => {
  it('changes the edited value, reads back as set, and leaves every other byte', () => {
    fc.assert(
      fc.property(
        documents,
        fc.nat(),
        fc.constantFrom('commandName', 'launchBrowser', 'new'),
        fc.oneof(word, fc.boolean()),
        ({ profiles, text }, n, key, value) => {
          const index = n % profiles.length;
          const [name, old] = profiles[index] as (typeof profiles)[0];
          const set = { kind: 'setProfileValue', profile: index, path: [key], value } as const;
          const edit = editLaunchSettings(text, set);
          // Knowing where the profile stands only makes it quicker.
          const { valueRange } = parseLaunchSettings(text).profiles[index]!;
          assert.deepEqual(editLaunchSettings(text, set, valueRange), edit);
          const after = applyTextEdit(text, edit);
          assert.deepEqual(parse(after).profiles[name], { ...old, [key]: value });
          assert.equal(after.slice(0, edit.offset), text.slice(0, edit.offset));
          assert.equal(
            after.slice(edit.offset + edit.text.length),
            text.slice(edit.offset + edit.length),
          );
          if (key in old)
            assert.ok(edit.length <= JSON.stringify(old[key], undefined, '    ').length + 40);
          else
            assert.equal(
              edit.length === 0 || text.slice(edit.offset, edit.offset + edit.length).trim() === '',
              true,
            );
        },
      ),
      { numRuns: 10_000 },
    );
  });
});
