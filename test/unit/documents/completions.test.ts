import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  type Completion,
  completions,
  type CompletionSchema,
} from '../../../extension/core/documents/completions.ts';
import { applyTextEdit } from '../../../extension/core/documents/textEdit.ts';

const path = join(import.meta.dirname, '..', '..', '..', 'schemas', 'launchSettings.json');
const schema = JSON.parse(readFileSync(path, 'utf8')) as CompletionSchema;

/** What is offered at the `|` of a text, with a port that would be free. */
function offered(marked: string): Completion[] {
  return completions(marked.replace('|', ''), marked.indexOf('|'), schema, ([section, , key]) =>
    section === 'profiles' && key === 'applicationUrl'
      ? [{ value: 'http://localhost:5007', description: 'free', isUsual: true }]
      : [],
  );
}

/** The text after the completion, its snippet as it is. */
function chosen(marked: string, label: string): string {
  const text = marked.replace('|', '');
  const completion = offered(marked).find((one) => one.label === label);
  assert.ok(completion, `${label} is offered`);
  const {
    snippet,
    place: { range, missingComma },
  } = completion;
  const changed = applyTextEdit(text, { ...range, text: snippet });
  return missingComma === undefined
    ? changed
    : applyTextEdit(changed, { offset: missingComma, length: 0, text: ',' });
}

const file = (rest: string): string => `{ "$schema": "https://x.test/a.json", ${rest} }`;
const profile = (content: string): string => file(`"profiles": { "web": { ${content} } }`);
const iisSettings = (content: string): string => file(`"iisSettings": { ${content} }`);

describe('completions', () => {
  const inserted: [title: string, marked: string, label: string, result: string][] = [
    [
      'a key with a choice of values',
      profile('|'),
      'commandName',
      profile(
        `"commandName": "\${1|${schema.definitions?.['profile']?.properties?.['commandName']?.if?.enum?.join()}|}"`,
      ),
    ],
    ['a string', profile('"|"'), 'launchUrl', profile('"launchUrl": "$1"')],
    ['a boolean', profile('laun|'), 'launchBrowser', profile('"launchBrowser": ${1|true,false|}')],
    ['the only value', profile('|'), 'server', profile('"server": "proxied"')],
    [
      'an object',
      profile('|'),
      'environmentVariables',
      profile('"environmentVariables": {\n\t$1\n}'),
    ],
    [
      'a comma before what follows',
      profile('|"launchUrl": "a"'),
      'sqlDebugging',
      profile('"sqlDebugging": ${1|true,false|},"launchUrl": "a"'),
    ],
    [
      'no second comma',
      profile('"|", "launchUrl": "a"'),
      'server',
      profile('"server": "proxied", "launchUrl": "a"'),
    ],
    [
      'a comma after what lacks it',
      profile('"launchUrl": "a" // b\n |'),
      'server',
      profile('"launchUrl": "a", // b\n "server": "proxied"'),
    ],
    [
      'a comma after an object that lacks it',
      profile('"environmentVariables": {}\n se|'),
      'server',
      profile('"environmentVariables": {},\n "server": "proxied"'),
    ],
    [
      'only the name where there is a value',
      profile('"launch|": true'),
      'launchBrowser',
      profile('"launchBrowser": true'),
    ],
    [
      'the key where its closing quote lacks',
      profile('"ser|\n'),
      'server',
      profile('"server": "proxied"\n'),
    ],
    ['a value', profile('"commandName": |'), '"IIS"', profile('"commandName": "IIS"')],
    ['a value in quotes', profile('"commandName": "I|"'), '"IIS"', profile('"commandName": "IIS"')],
    [
      'a value before the one that is there',
      profile('"commandName": |"IIS"'),
      '"Project"',
      profile('"commandName": "Project"'),
    ],
    [
      'a value with the comma that lacks',
      profile('"launchBrowser": f|\n "launchUrl": "a"'),
      'false',
      profile('"launchBrowser": false,\n "launchUrl": "a"'),
    ],
    [
      'an example',
      profile('"environmentVariables": { "NODE_ENV": "|" }'),
      '"production"',
      profile('"environmentVariables": { "NODE_ENV": "production" }'),
    ],
    [
      'what is not the default',
      iisSettings('|'),
      'anonymousAuthentication',
      iisSettings('"anonymousAuthentication": ${1|false,true|}'),
    ],
    [
      'an address on a free port',
      profile('|'),
      'applicationUrl',
      profile('"applicationUrl": "${1:http://localhost:5007}"'),
    ],
    [
      'a key with a dollar sign',
      '{ | }',
      '$schema',
      '{ "\\$schema": "https://json.schemastore.org/launchsettings.json" }',
    ],
    [
      'a profile, its name first',
      file('"profiles": { "a": {}, | }'),
      'Executable',
      file(
        '"profiles": { "a": {}, "${1:web}": {\n\t"commandName": "Executable",\n\t"executablePath": "$2"\n} }',
      ),
    ],
    [
      'the profile of a name',
      file('"profiles": { "a": | }'),
      'IIS Express',
      file('"profiles": { "a": {\n\t"commandName": "IISExpress",\n\t"launchBrowser": true\n} }'),
    ],
    [
      'a whole file',
      '|',
      'IIS Express',
      '{\n\t"profiles": {\n\t\t"${1:web}": {\n\t\t\t"commandName": "IISExpress",\n\t\t\t"launchBrowser": true\n\t\t}\n\t}\n}',
    ],
    [
      'a whole file over blanks',
      '\n  | \n',
      'Executable',
      '\n{\n\t"profiles": {\n\t\t"${1:web}": {\n\t\t\t"commandName": "Executable",\n\t\t\t"executablePath": "$2"\n\t\t}\n\t}\n}\n',
    ],
    [
      'a number',
      iisSettings('"iisExpress": { | }'),
      'sslPort',
      iisSettings('"iisExpress": { "sslPort": ${1:0} }'),
    ],
  ];
  for (const [title, marked, label, result] of inserted) {
    it(`writes ${title}`, () => {
      assert.equal(chosen(marked, label), result);
    });
  }

  const lists: [title: string, marked: string, labels: string[]][] = [
    ['the keys of the file', file('|'), ['iisSettings', 'profiles']],
    [
      'the same in a file without a schema of its own',
      '{ "iisSettings": { "iis": { | } } }',
      ['applicationUrl', 'sslPort'],
    ],
    ['all keys of a file that has none yet', '{|', ['$schema', 'iisSettings', 'profiles']],
    ['profiles to begin an empty file with', '|', ['Project', 'IIS Express', 'Executable']],
    ['them also in one of blanks', '\n |\n', ['Project', 'IIS Express', 'Executable']],
    [
      'profiles where one is named',
      file('"profiles": { | }'),
      ['Project', 'IIS Express', 'Executable'],
    ],
    [
      'profiles for a name',
      file('"profiles": { "web": | }'),
      ['Project', 'IIS Express', 'Executable'],
    ],
    ['no profile for a name that has one', file('"profiles": { "w|": {} }'), []],
    [
      'the environments there are',
      profile('"environmentVariables": { "DOTNET_ENVIRONMENT": "|" }'),
      ['"Development"', '"Staging"', '"Production"'],
    ],
    ['addresses on free ports', profile('"applicationUrl": "|"'), ['"http://localhost:5007"']],
    [
      'the same where keys are written in another case',
      '{ "Profiles": { "web": { "CommandName": "P|" } } }',
      offered(profile('"commandName": |')).map(({ label }) => label),
    ],
    ['the keys of sites', iisSettings('"iis": { | }'), ['applicationUrl', 'sslPort']],
    ['no key twice', iisSettings('"iis": { "SslPort": 1, | }'), ['applicationUrl']],
    [
      'the key that is changed',
      iisSettings('"iis": { "ssl|Port": 1 }'),
      ['applicationUrl', 'sslPort'],
    ],
    ['hosting models', profile('"ancmHostingModel": |'), ['"InProcess"', '"OutOfProcess"']],
    ['booleans', profile('"launchBrowser": |'), ['true', 'false']],
    ['nothing for a string of any kind', profile('"launchUrl": |'), []],
    ['nothing before an object', profile('"commandName": |{ }'), []],
    ['nothing in a comment', profile('// |\n'), []],
    ['nothing in a block comment', profile('/* | */'), []],
    ['nothing behind a key', profile('"launchUrl" |'), []],
    ['nothing close behind an object', profile('"environmentVariables": {}|'), []],
    ['nothing in a list', profile('"environmentVariables": [ | ]'), []],
    ['nothing in a file of comments', '// a\n|', []],
    ['nothing behind the file', `${file('"profiles": {}')}\n|`, []],
  ];
  for (const [title, marked, labels] of lists) {
    it(`offers ${title}`, () => {
      assert.deepEqual(
        offered(marked).map(({ label }) => label),
        labels,
      );
    });
  }

  it('describes keys and values when the schema does', () => {
    const key = offered(profile('|')).find(({ label }) => label === 'executablePath');
    assert.match(key?.description ?? '', /^Program of an Executable profile/);
    const value = offered(profile('"commandName": |')).find(
      ({ label }) => label === '"Executable"',
    );
    assert.equal(value?.description, 'The program of executablePath.');
  });
});
