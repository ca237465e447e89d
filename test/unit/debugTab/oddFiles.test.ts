// Settings files that people really have open: each gives a tab that can be used, one sentence, and edits that lose nothing.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../../extension/core/base/userError.ts';
import type { LaunchSettingsEdit } from '../../../extension/core/documents/launchSettingsEdit.ts';
import { replacementFor } from '../../../extension/core/documents/replacementFor.ts';
import { applyTextEdit } from '../../../extension/core/documents/textEdit.ts';
import type { TabModel } from '../../../extension/features/debugTab/protocol.ts';
import { readDocument, tabModel } from '../../../extension/features/debugTab/tabModel.ts';
import { inEnglish } from '../../../server-runtime/contracts/localizableText.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';

const names = ['startup.ts', 'Properties'];

function modelOf(text: string): TabModel {
  const source = {
    fileName: 'launchSettings.json',
    projectId: 'file:///app',
    projectName: 'app',
    names,
    isTrusted: true,
    surroundings: {
      directory: '/app',
      name: 'app',
      settingsFile: '/app/Properties/launchSettings.json',
      hostPath: '/ext/dist/host.js',
      environment: {},
      platform: 'linux' as const,
    },
    words: {
      kindOf: (name: string) => name,
      originOf: (origin: string) => origin,
      programListens: 'none',
      shownName: (name: string) => name,
      sayText: inEnglish,
    },
  };
  return tabModel(readDocument({ text, settings: parseLaunchSettings(text) }, names), source, 0);
}

function after(text: string, edit: LaunchSettingsEdit): string {
  const { settings } = readDocument({ text, settings: parseLaunchSettings(text) }, names);
  const replacement = replacementFor(text, settings, [edit]);
  return replacement ? applyTextEdit(text, replacement) : text;
}

const setUrl: LaunchSettingsEdit = {
  kind: 'setProfileValue',
  profile: 0,
  path: ['launchUrl'],
  value: 'x',
};
const add: LaunchSettingsEdit = { kind: 'addProfile', name: 'new', profile: {} };

/** Texts that the form can only show: the line and the sentence, and how many profiles it could read. */
const locked: Record<string, [text: string, line: number, sentence: string, profiles: number]> = {
  'broken JSON': [
    '{\n "profiles": {\n  "a": { "commandName" "Project" } } }',
    3,
    'A colon is missing here.',
    1,
  ],
  'a JSON array': ['[1]', 1, 'The file must hold an object, not an array.', 0],
  'only comments': ['// nothing yet\n/* at all */\n', 3, 'A value is missing here.', 0],
  'profiles that are no object': [
    '{\n "profiles": [] }',
    2,
    'profiles must be an object, not an array.',
    0,
  ],
  'an end in the middle': ['{ "profiles": { "a": {', 1, 'A closing brace } is missing here.', 1],
};

/** Texts that the form edits: what an edit makes of them. */
const editable: Record<string, [text: string, edit: LaunchSettingsEdit, result: string]> = {
  'no bytes at all': ['', add, '{\n  "profiles": {\n    "new": {}\n  }\n}\n'],
  'only blanks': [' \n', add, '{\n  "profiles": {\n    "new": {}\n  }\n}\n'],
  'a byte order mark': [
    '\uFEFF{ "profiles": { "a": { "commandName": "Project" } } }',
    setUrl,
    '\uFEFF{ "profiles": { "a": { "commandName": "Project", "launchUrl": "x" } } }',
  ],
  'CRLF line ends': [
    '{\r\n  "profiles": {\r\n    "a": {\r\n      "commandName": "Project"\r\n    }\r\n  }\r\n}\r\n',
    setUrl,
    '{\r\n  "profiles": {\r\n    "a": {\r\n      "commandName": "Project",\r\n      "launchUrl": "x"\r\n    }\r\n  }\r\n}\r\n',
  ],
  'a name that stands twice': [
    '{ "profiles": { "a": {}, "a": { "commandName": "Project" } } }',
    { ...setUrl, profile: 1 },
    '{ "profiles": { "a": {}, "a": { "commandName": "Project", "launchUrl": "x" } } }',
  ],
  'a value that stands twice, in any case': [
    '{ "profiles": { "a": { "launchUrl": "1", "x": 1, "LaunchUrl": "2", "launchUrl": "3" } } }',
    { ...setUrl, value: undefined },
    '{ "profiles": { "a": { "x": 1 } } }',
  ],
  'a variable that stands twice, to be renamed': [
    '{ "profiles": { "a": { "environmentVariables": { "A": "1", "a": "", "A": "2" } } } }',
    { kind: 'renameProfileKey', profile: 0, path: ['environmentVariables', 'A'], name: 'B' },
    '{ "profiles": { "a": { "environmentVariables": { "a": "", "B": "2" } } } }',
  ],
  'a variable that stands twice, to be removed': [
    '{ "profiles": { "a": { "environmentVariables": { "A": "1", "a": "", "A": "2" } } } }',
    { ...setUrl, path: ['environmentVariables', 'A'], value: undefined },
    '{ "profiles": { "a": { "environmentVariables": { "a": "" } } } }',
  ],
  'null for the variables': [
    '{ "profiles": { "a": { "environmentVariables": null } } }',
    { ...setUrl, path: ['environmentVariables', 'A'], value: '1' },
    '{ "profiles": { "a": { "environmentVariables": {\n  "A": "1"\n} } } }',
  ],
  'a key of the file in another case': [
    '{ "Profiles": { "a": {} } }',
    { kind: 'renameProfile', profile: 0, name: 'b' },
    '{ "Profiles": { "b": {} } }',
  ],
  'a key of the file in another case, to be added to': [
    '{ "Profiles": { "a": {} } }',
    add,
    '{ "Profiles": { "a": {}, "new": {} } }',
  ],
  'keys of the sites in another case': [
    '{ "IISSettings": { "IisExpress": { "SSLPort": 1 } }, "profiles": { "a": {} } }',
    { kind: 'setValue', path: ['iisSettings', 'iisExpress', 'sslPort'], value: 44300 },
    '{ "IISSettings": { "IisExpress": { "SSLPort": 44300 } }, "profiles": { "a": {} } }',
  ],
  'a profile that is no object': [
    '{ "profiles": { "no": 5, "a": { "commandName": "Project" } } }',
    setUrl,
    '{ "profiles": { "no": 5, "a": { "commandName": "Project", "launchUrl": "x" } } }',
  ],
};

describe('The Debug tab on an odd file', () => {
  for (const [name, [text, line, message, count]] of Object.entries(locked)) {
    it(`says where and why it takes no edits when there is ${name}`, () => {
      const model = modelOf(text);
      assert.deepEqual(model.syntaxError, { line, message });
      assert.equal(model.leftOut, undefined);
      assert.equal(model.profiles.length, count);
      for (const edit of [setUrl, add]) {
        assert.throws(
          () => after(text, edit),
          (error) => error instanceof UserError,
        );
      }
    });
  }

  for (const [name, [text, edit, result]] of Object.entries(editable)) {
    it(`edits as anywhere else when there is ${name}`, () => {
      const model = modelOf(text);
      assert.equal(model.syntaxError, undefined);
      assert.equal(after(text, edit), result);
    });
  }

  it('says what of the text is not in the list', () => {
    assert.deepEqual(modelOf('{ "profiles": {\n "no": 5, "a": {} } }').leftOut, {
      line: 2,
      message: 'The profile must be an object, not a number.',
    });
  });

  it('says at the second of two profiles that its name is taken', () => {
    const a = '"a": { "commandName": "Project" }';
    const { profiles } = modelOf(`{ "profiles": { ${a}, ${a} } }`);
    assert.deepEqual(
      profiles.map(({ name, severity }) => [name, severity]),
      [
        ['a', undefined],
        ['a', 'warning'],
      ],
    );
  });

  it('reads and edits a file of 5 MB', () => {
    const profile = { commandName: 'Project', environmentVariables: { A: 'x'.repeat(1000) } };
    const profiles = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`p${index}`, profile]),
    );
    const text = JSON.stringify({ profiles }, undefined, 2);
    assert.ok(text.length > 5 * 1024 * 1024, String(text.length));
    assert.equal(modelOf(text).profiles.length, 5000);
    const edited = after(text, { ...setUrl, profile: 4999 });
    assert.equal(edited.length, text.length + '\n      "launchUrl": "x",'.length);
  });
});
