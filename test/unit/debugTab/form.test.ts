import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../../extension/core/base/userError.ts';
import { replacementFor } from '../../../extension/core/documents/replacementFor.ts';
import { applyTextEdit } from '../../../extension/core/documents/textEdit.ts';
import { type FormWords, withServer } from '../../../extension/features/debugTab/formModel.ts';
import type {
  LaunchSettingsEdit,
  ProfileForm,
} from '../../../extension/features/debugTab/protocol.ts';
import { serverEdit, suggestionEdit } from '../../../extension/features/debugTab/suggestedEdits.ts';
import {
  readDocument,
  type ReadDocument,
  tabModel,
  type TabSource,
} from '../../../extension/features/debugTab/tabModel.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { inEnglish } from '../../../server-runtime/contracts/localizableText.ts';
import {
  editsOf,
  parseVariables,
  removeVariable,
  urlsEdit,
  variableEdits,
  typedProblem,
} from '../../../extension/webview/debugTab/fieldEdits.ts';

const words: FormWords & TabSource['words'] = {
  kindOf: (command) => command,
  originOf: (origin) => origin,
  // As a language that marks what it has said.
  sayText: (text) => `‹${inEnglish(text)}›`,
  shownName: (name) => name || '(no name)',
  programListens: 'none',
};
const source: TabSource = {
  fileName: 'launchSettings.json',
  projectId: 'file:///app',
  projectName: 'app',
  names: ['startup.ts'],
  surroundings: {
    directory: '/app',
    name: 'app',
    settingsFile: '/app/Properties/launchSettings.json',
    hostPath: '/extension/dist/host.js',
    environment: {},
    platform: 'linux',
  },
  isTrusted: true,
  words,
};

const read = (text: string): ReadDocument =>
  readDocument({ text, settings: parseLaunchSettings(text) }, source.names);
const modelOf = (text: string, selected = 0) => tabModel(read(text), source, selected);

function formOf(text: string, selected = 0): ProfileForm {
  const { form } = modelOf(text, selected);
  assert.ok(form);
  return form;
}

function change(text: string, edits: readonly LaunchSettingsEdit[]): string {
  const { settings } = read(text);
  const edit = replacementFor(text, settings, edits);
  return edit ? applyTextEdit(text, edit) : text;
}

const text = `{
  "iisSettings": { "iisExpress": { "applicationUrl": "http://localhost:8080", "sslPort": 1 } },
  "profiles": {
    "web": {
      "commandName": "Project", // mine
      "CommandLineArgs": "--a \\"b c\\"",
      "launchBrowser": "true",
      "environmentVariables": { "A": "1", /* two */ "B": "2" },
      "applicationUrl": "http://localhost:5000;nonsense"
    },
    "broken": 1,
    "IIS Express": { "commandName": "IISExpress" }
  }
}
`;

describe('The form', () => {
  it('shows the fields as the text has them', () => {
    const form = formOf(text);
    assert.deepEqual(form.argv, ['--a', 'b c']);
    assert.deepEqual(form.urls, ['http://localhost:5000', 'nonsense']);
    assert.equal(form.launchBrowser, true);
    assert.equal(form.server, 'Kestrel');
    assert.deepEqual(form.environment, [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ]);
  });

  it('says of shared authentication what is wrong with it', () => {
    const shared =
      '{"iisSettings":{"windowsAuthentication":"true"},"profiles":{"a":{"commandName":"IISExpress"}}}';
    assert.equal(formOf(shared).problems['iis.windows']?.[0]?.severity, 'warning');
  });

  it('does not take a name for a new variable that another one has', () => {
    const form = formOf(text);
    assert.equal(typedProblem(form, 'env:2:name', ' B '), 'nameTaken');
    assert.equal(typedProblem(form, 'env:2:name', 'C'), undefined);
    assert.equal(typedProblem(form, 'env:0:name', 'B'), undefined);
    assert.equal(typedProblem(form, 'env:2:value', 'B'), undefined);
  });

  it('does not take what cannot be the name of a variable, new or there already', () => {
    const form = formOf(text);
    for (const field of ['env:0:name', 'env:2:name']) {
      for (const name of ['A=B', '=', 'A\0']) {
        assert.equal(typedProblem(form, field, name), 'nameImpossible', name);
      }
      assert.equal(typedProblem(form, field, 'with blank'), undefined);
    }
    assert.equal(typedProblem(form, 'env:0:name', ' '), 'nameImpossible');
    assert.equal(typedProblem(form, 'env:2:name', ' '), undefined);
    assert.equal(typedProblem(form, 'launchUrl', 'a=b'), undefined);
    assert.equal(parseVariables('A=1\n=2'), undefined);
    assert.equal(parseVariables('A\0=1'), undefined);
    assert.deepEqual(parseVariables('A=B=C'), [['A', 'B=C']]);
  });

  it('does not take what is no port for the SSL port, and takes none for no SSL', () => {
    const form = formOf(text, 1);
    const setPort = (value: number): LaunchSettingsEdit => {
      return { kind: 'setValue', path: ['iisSettings', 'iisExpress', 'sslPort'], value };
    };
    for (const port of ['44a', '70000', '-1', '1e3', '1.5', '0x1F', 'x']) {
      assert.equal(typedProblem(form, 'iis.sslPort', port), 'portImpossible', port);
    }
    for (const [typed, port] of [
      [' 44300 ', 44_300],
      ['65535', 65_535],
      ['', 0],
      [' ', 0],
      ['0', 0],
    ] as const) {
      assert.equal(typedProblem(form, 'iis.sslPort', typed), undefined, typed);
      assert.deepEqual(editsOf(form, 'iis.sslPort', typed), [setPort(port)]);
    }
    assert.deepEqual(editsOf(form, 'iis.sslPort', '1'), []);
  });

  it('says of variables that no process can have which they are', () => {
    const odd = '{"profiles":{"a":{"environmentVariables":{"A":"1","B=2":"","":""}}}}';
    const form = formOf(odd);
    assert.deepEqual(form.environment, [{ name: 'A', value: '1' }]);
    assert.deepEqual(
      form.problems['environment']?.map(({ message }) => message.split(' ')[0]),
      ['‹"B=2"', '‹""'],
    );
  });

  it('gives an SSL port to the site that the profile has', async () => {
    const sites =
      '{"iisSettings":{"iis":{},"iisExpress":{}},"profiles":{"a":{"commandName":"IIS"},"b":{"commandName":"IISExpress"}}}';
    for (const [index, section] of ['iis', 'iisExpress'].entries()) {
      const edit = await suggestionEdit(read(sites).settings, { profile: index, what: 'ssl' });
      assert.ok(edit.kind === 'setValue');
      assert.deepEqual(edit.path, ['iisSettings', section, 'sslPort']);
    }
  });

  it('gives ports and servers to the profile that they were asked for, wherever that is by now', async () => {
    const { settings } = read(
      '{"profiles":{"a":{},"b":{"commandName":"Executable","commandLineArgs":"-b"}}}',
    );
    const asked = { profile: 0, of: 'b' };
    for (const edit of [
      await suggestionEdit(settings, { ...asked, what: 'http' }),
      serverEdit(settings, { ...asked, server: 'WebListener' }),
    ]) {
      assert.ok(edit.kind === 'setProfileValue');
      assert.equal(edit.profile, 1);
      if (edit.path[0] === 'commandLineArgs') assert.equal(edit.value, '-b --server WebListener');
    }
    const gone = { profile: 0, of: 'c' };
    await assert.rejects(suggestionEdit(settings, { ...gone, what: 'ssl' }), UserError);
    assert.throws(() => serverEdit(settings, { ...gone, server: 'Kestrel' }), UserError);
  });

  it('says what is wrong at the field that it is wrong in', () => {
    const { problems } = formOf(text);
    assert.equal(problems['url:1']?.[0]?.severity, 'error');
    assert.match(problems['url:1'][0].message, /^‹[^‹›]+›$/);
    assert.equal(problems['launchBrowser']?.[0]?.severity, 'warning');
    assert.equal(formOf(text, 1).problems['iis.sslPort']?.[0]?.severity, 'warning');
  });

  it('lists the worst finding of each profile', () => {
    const { profiles } = modelOf(text);
    assert.deepEqual(
      profiles.map(({ name, icon, severity }) => [name, icon, severity]),
      [
        ['web', 'project', 'error'],
        ['IIS Express', 'proxied', undefined],
      ],
    );
  });

  it('shows what will run', () => {
    const { effective } = modelOf(text);
    assert.deepEqual(effective?.args, ['--a', 'b c']);
    assert.deepEqual(
      effective?.env.map(({ name, origin }) => [name, origin]),
      [
        ['DOTNET_LAUNCH_PROFILE', 'profile'],
        ['ASPNETCORE_URLS', 'applicationUrl'],
        ['A', 'profile'],
        ['B', 'profile'],
      ],
    );
    const host = 'node /extension/dist/host.js run --project /app --launch-profile web';
    assert.equal(effective?.command.value, host);
    assert.equal(effective?.shellText, `${host} -- --a 'b c'`);
    const program = { commandName: 'Executable', executablePath: 'tool', commandLineArgs: '-x' };
    const { effective: own } = modelOf(JSON.stringify({ profiles: { own: program } }));
    assert.equal(own?.command.value, 'tool');
    assert.equal(own?.shellText, 'cd /app && DOTNET_LAUNCH_PROFILE=own tool -x');
  });

  it('takes no edits of a text that is no JSON', () => {
    assert.equal(modelOf('{ "profiles": {').syntaxError?.line, 1);
    assert.equal(modelOf('').syntaxError, undefined);
    assert.equal(modelOf('').selected, -1);
  });

  it('writes a key as the text spells it, and counts what is no profile', () => {
    const form = formOf(text);
    const changed = change(text, editsOf(form, 'commandLineArgs', '-v'));
    assert.equal(changed, text.replace(String.raw`--a \"b c\"`, '-v'));
    const second = formOf(text, 1);
    const other = change(text, editsOf(second, 'launchUrl', '/x'));
    assert.equal(formOf(other, 1).launchUrl, '/x');
  });

  it('renames a variable in its place, and removes one with nothing else', () => {
    const form = formOf(text);
    const renamed = change(text, editsOf(form, 'env:0:name', 'C'));
    assert.equal(renamed, text.replace('"A": "1"', '"C": "1"'));
    const removed = change(text, removeVariable(form, 0));
    assert.deepEqual(formOf(removed).environment, [{ name: 'B', value: '2' }]);
  });

  it('adds pasted lines as one change, and keeps comments', () => {
    const pairs = parseVariables('# mine\nexport X="1 2"\r\nB=3\n');
    assert.deepEqual(pairs, [
      ['X', '1 2'],
      ['B', '3'],
    ]);
    const changed = change(text, variableEdits(formOf(text), pairs ?? []));
    assert.ok(changed.includes('/* two */'));
    assert.deepEqual(
      formOf(changed).environment.map(({ name, value }) => `${name}=${value}`),
      ['A=1', 'B=3', 'X=1 2'],
    );
    assert.equal(parseVariables('just a name'), undefined);
    assert.equal(parseVariables('http://localhost/page?a=b'), undefined);
  });

  it('writes several addresses as one value, which reads back as the list', () => {
    const urls = ['http://localhost:5000', 'https://localhost:5001'];
    const changed = change(text, [urlsEdit(formOf(text), urls)]);
    assert.ok(changed.includes('"applicationUrl": "http://localhost:5000;https://localhost:5001"'));
    assert.deepEqual(formOf(changed).urls, urls);
  });

  it('writes addresses without the blanks and the empty rows that the form has', () => {
    const form = formOf(text);
    const value = (edits: LaunchSettingsEdit[]): unknown =>
      edits.map((edit) => edit.kind === 'setProfileValue' && edit.value);
    const [first] = form.urls;
    assert.deepEqual(value(editsOf(form, 'url:1', ' http://a:1 ')), [`${first};http://a:1`]);
    assert.deepEqual(value(editsOf(form, 'url:1', ' ')), [first]);
  });

  it('takes the property away with its last address', () => {
    const changed = change(text, [urlsEdit(formOf(text), [])]);
    assert.ok(!changed.includes('nonsense'));
    assert.deepEqual(formOf(changed).urls, []);
  });

  it('changes nothing for a value that is there already', () => {
    const form = formOf(text);
    assert.deepEqual(editsOf(form, 'workingDirectory', ''), []);
    assert.deepEqual(editsOf(form, 'url:0', 'http://localhost:5000 '), []);
    assert.deepEqual(editsOf(form, 'env:0:value', '1'), []);
  });

  it('chooses a server by the arguments and leaves the others alone', () => {
    assert.equal(withServer('--a "b  c"', 'WebListener'), '--a "b  c" --server WebListener');
    assert.equal(withServer('--server WebListener --a', 'Kestrel'), '--a');
    assert.equal(withServer('-m "use --server X" --server "Y"', 'Kestrel'), '-m "use --server X"');
    assert.equal(
      withServer('--a --server=WebListener -b', 'WebListener'),
      '--a -b --server WebListener',
    );
  });
});
