// Every finding of settings files that a person can mend, in a real VS Code: where it is shown, and that its quick fix ends it.
import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import {
  type CodeAction,
  type CodeLens,
  commands,
  ConfigurationTarget,
  type Diagnostic,
  type Hover,
  languages,
  Range,
  type TextDocument,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import {
  eventually,
  idOf,
  listening,
  readSettings,
  run,
  serverOf,
  serverProfiles,
  settingsUri,
  stopAll,
  useFreePorts,
  workspaceUri,
} from './serverProfiles.ts';
import { textParts } from './textParts.ts';

interface Case {
  readonly code: string;
  /** Profiles, or the whole file where that begins with `{`. */
  readonly text: string;
  /** What the finding stands at. */
  readonly at: string;
  readonly title: string;
  /** What stands there after the fix. */
  readonly after: string;
}

const web = (content: string): string => `"web": { "commandName": "Project", ${content} }`;

const cases: readonly Case[] = [
  {
    code: 'quoted-boolean',
    text: web('"launchBrowser": "True"'),
    at: '"True"',
    title: 'Change to true',
    after: '"launchBrowser": true',
  },
  {
    code: 'environment-value-type',
    text: web('"environmentVariables": { "PORT": 80 }'),
    at: '80',
    title: 'Change to "80"',
    after: '"PORT": "80"',
  },
  {
    code: 'null-value',
    text: web('"launchUrl": null'),
    at: 'null',
    title: 'Remove It',
    after: '"commandName": "Project"',
  },
  {
    code: 'profile-names-differ-by-case',
    text: '"web": { "commandName": "Project" }, "Web": { "commandName": "Project" }',
    at: '"Web"',
    title: 'Change to "Web 2"',
    after: '"Web 2"',
  },
  {
    code: 'unknown-command-name',
    text: '"web": { "commandName": "IISExpres" }',
    at: '"IISExpres"',
    title: 'Change to "IISExpress"',
    after: '"commandName": "IISExpress"',
  },
  {
    code: 'shared-port',
    text: `${web('"applicationUrl": "http://localhost:5100"')}, "other": { "commandName": "Project", "applicationUrl": "http://localhost:5100" }`,
    at: 'http://localhost:5100" }',
    title: 'Change to 5101',
    after: '"http://localhost:5101"',
  },
  {
    code: 'ssl-port-range',
    text: '{ "iisSettings": { "iisExpress": { "applicationUrl": "http://localhost:8080", "sslPort": 5001 } }, "profiles": { "web": { "commandName": "IISExpress" } } }',
    at: '5001',
    title: 'Change to 44300',
    after: '"sslPort": 44300',
  },
  {
    code: 'localhost-port-0',
    text: web('"applicationUrl": "http://localhost:0"'),
    at: 'http://localhost:0',
    title: 'Change to http://127.0.0.1:0',
    after: '"http://127.0.0.1:0"',
  },
  {
    code: 'invalid-url',
    text: web('"applicationUrl": "localhost:5100"'),
    at: 'localhost:5100',
    title: 'Change to http://localhost:5100',
    after: '"http://localhost:5100"',
  },
];

describe('Findings in a settings file', () => {
  let document: TextDocument;
  let original: string;

  before(async () => {
    const api = await serverProfiles();
    await eventually('the profiles are found', () => api.projects().length > 0);
    await useFreePorts();
    document = await workspace.openTextDocument(settingsUri('.'));
    original = await readSettings();
    await window.showTextDocument(document);
  });

  async function write(text: string): Promise<void> {
    const edit = new WorkspaceEdit();
    const end = document.positionAt(document.getText().length);
    edit.replace(document.uri, new Range(document.positionAt(0), end), text);
    assert.ok(await workspace.applyEdit(edit));
  }

  const problem = (code: string): Diagnostic | undefined =>
    languages
      .getDiagnostics(document.uri)
      .find((found) => found.source === 'Server Profiles' && found.code === code);

  for (const { code, text, at, title, after } of cases) {
    it(`${code}: shown where it is, and mended by its quick fix`, async () => {
      const whole = text.startsWith('{') ? text : `{ "profiles": { ${text} } }`;
      await write(whole);
      const found = await eventually(code, () => problem(code));
      assert.equal(document.offsetAt(found.range.start), whole.lastIndexOf(at), found.message);
      const actions = await commands.executeCommand<CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        found.range,
      );
      const fix = actions.find((action) => action.title === title);
      assert.ok(fix?.edit, actions.map((action) => action.title).join(', '));
      assert.ok(await workspace.applyEdit(fix.edit));
      assert.ok(document.getText().includes(after), document.getText());
      await eventually(`no ${code}`, () => problem(code) === undefined);
    });
  }

  it('are mended all at once where nobody could want anything else', async () => {
    const text = (browser: string, port: string, command: string): string =>
      `{ "profiles": { ${web(`"launchBrowser": ${browser}, "environmentVariables": { "PORT": ${port} }`)}, "b": { "commandName": "${command}" } } }`;
    await write(text('"true"', '80', 'IISExpres'));
    await eventually('the findings', () => problem('unknown-command-name'));
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new Range(0, 0, 0, 1),
      'source.fixAll',
    );
    const fix = actions.find(({ kind }) => kind?.value === 'source.fixAll.serverProfiles');
    assert.ok(fix?.edit);
    assert.ok(await workspace.applyEdit(fix.edit));
    assert.equal(document.getText(), text('true', '"80"', 'IISExpres'));
  });

  it('are mended all at once, one after the other where two of them change one place', async () => {
    const profile = (content: string): string => `{ "profiles": { ${web(content)} } }`;
    await write(profile('"launchUrl": "x", "launchBrowser": null, "workingDirectory": null'));
    await eventually('the findings', () => problem('null-value'));
    const fixAll = async (): Promise<CodeAction | undefined> => {
      const actions = await commands.executeCommand<CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        new Range(0, 0, 0, 1),
        'source.fixAll',
      );
      return actions.find(({ kind }) => kind?.value === 'source.fixAll.serverProfiles');
    };
    for (let left = 2; left > 0; left--) {
      const fix = await fixAll();
      assert.equal(fix?.edit?.size, 1);
      assert.ok(await workspace.applyEdit(fix.edit));
      assert.equal(document.getText().split('null').length, left);
    }
    assert.equal(document.getText(), profile('"launchUrl": "x"'));
    assert.equal(await fixAll(), undefined);
  });

  it('are those of the place that is asked about', async () => {
    await write(
      `{ "profiles": { ${web('"launchBrowser": "true"')}, "b": { "commandName": "Project", "launchBrowser": "false" } } }`,
    );
    const found = await eventually('both', () => {
      const all = languages
        .getDiagnostics(document.uri)
        .filter(({ code }) => code === 'quoted-boolean');
      return all.length === 2 && all;
    });
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      found[1]?.range,
      'quickfix',
    );
    const own = actions.filter(({ title }) => /^Change to (true|false)$/.test(title));
    assert.deepEqual(
      own.map(({ title, isPreferred }) => [title, isPreferred]),
      [['Change to false', true]],
    );
  });

  /** Everything that is said of the document, ours or the editor's own. */
  const all = (): string[] =>
    languages
      .getDiagnostics(document.uri)
      .map(({ range, source }) => `${source ?? 'schema'} ${document.getText(range)}`);

  it('are those of the text as it is edited, and go with it', async () => {
    await write('{ "profiles": { "web": { "commandName": "Projet" } } }');
    await eventually('the finding', () => problem('unknown-command-name'));
    await write(original);
    await eventually('no finding', () => problem('unknown-command-name') === undefined);
    await document.save();
  });

  it('are said once: what the editor says of the syntax stays its own, and its schema is silent', async () => {
    await write('{ "profiles": { "web": { "commandName": "Project" "launchBrowser": true } } }');
    await eventually('the syntax error', () => all().length > 0);
    // Ours would be published now.
    await commands.executeCommand('serverProfiles.refresh');
    assert.deepEqual(all(), ['jsonc "launchBrowser"']);

    await write(
      '{ "profiles": { "web": { "commandName": "Project", "commandName": "Project" } } }',
    );
    await eventually('the key that stands twice', () => all().length === 2);
    await commands.executeCommand('serverProfiles.refresh');
    assert.deepEqual(all(), ['jsonc "commandName"', 'jsonc "commandName"']);

    // The port is the editor's to complain about: when that is there, the rest of its complaints would be, too.
    await write(
      `{ "profiles": { "a": { "commandName": "Projet", "launchBrowser": "true", "launchUrl": 1, "environmentVariables": { "B": 2, "C": null }, "httpPort": "x" }, "d": [\n] } }`,
    );
    await eventually('the complaint of the schema', () => all().includes('schema "x"'));
    const expected = ['"Projet"', '"true"', '1', '2', 'null', '[\n]'].map(
      (place) => `Server Profiles ${place}`,
    );
    await eventually('all findings', () => all().length > expected.length);
    assert.deepEqual(all().toSorted(), [...expected, 'schema "x"'].toSorted());
    await write('');
    await eventually('an empty file', () => all().join() === 'Server Profiles ');
    await write(original);
    await document.save();
  });

  it('are told of settings that no project is launched with, when they are open', async () => {
    const uri = Uri.joinPath(workspaceUri(), 'new', 'other.run.json').with({ scheme: 'untitled' });
    const other = await workspace.openTextDocument(uri);
    const edit = new WorkspaceEdit();
    edit.insert(uri, other.positionAt(0), '{ "profiles": { "a": { "commandName": "Projet" } } }');
    assert.ok(await workspace.applyEdit(edit));
    const found = await eventually('the finding', () =>
      languages.getDiagnostics(uri).find(({ code }) => code === 'unknown-command-name'),
    );
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      found.range,
    );
    assert.ok(
      actions.some(({ title, isPreferred }) => title === 'Change to "Project"' && isPreferred),
    );
  });

  it('leave room for lenses that follow the server', async () => {
    const titles = async (): Promise<string[]> => {
      const lenses = await commands.executeCommand<CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      const name = document.positionAt(document.getText().indexOf('"ServersDemo"') + 1);
      return lenses
        .filter(({ range }) => range.contains(name))
        .map(({ command }) => command?.title ?? '');
    };
    const api = await serverProfiles();
    await eventually('the profile', () =>
      api.projects().some(({ profiles }) => profiles.some(({ name }) => name === 'ServersDemo')),
    );
    const url = await run('ServersDemo');
    assert.deepEqual(await titles(), [
      `$(circle-filled) ${url}`,
      'Open',
      'Copy URL',
      'Restart',
      '$(debug-stop) Stop',
      'Edit',
    ]);
    await stopAll();
    assert.deepEqual(await titles(), ['$(play) Run', '$(debug-alt) Debug', 'Edit']);
    assert.ok(idOf('ServersDemo'));
    // As somebody types a key before the launch command.
    await write(original.replace(/"ServersDemo": \{/, '$& "app"'));
    assert.deepEqual(await titles(), ['$(play) Run', '$(debug-alt) Debug', 'Edit']);
    await write(original);
  });

  it('leave room for lenses that launch what the text says, saved or not', async () => {
    const files = workspace.getConfiguration('files');
    await files.update('autoSave', 'off', ConfigurationTarget.Global);
    await write(original.replace('"ServersDemo"', '"Renamed"'));
    const lenses = await commands.executeCommand<CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const lens = lenses.find(
      ({ range, command }) =>
        document.getText(range) === '"Renamed"' && command?.title === '$(play) Run',
    );
    assert.ok(lens?.command && document.isDirty);
    await commands.executeCommand(lens.command.command, ...(lens.command.arguments as unknown[]));
    await listening('Renamed');
    await stopAll();
    await write(original);
    await document.save();
    await files.update('autoSave', undefined, ConfigurationTarget.Global);
    await eventually('the old name', () => serverOf('Renamed')?.hasEnded);
  });

  it('leave room for no lens in settings that the project is not launched with', async () => {
    const uri = Uri.joinPath(workspaceUri(), 'other.run.json');
    await workspace.fs.writeFile(uri, new TextEncoder().encode(document.getText()));
    const other = await workspace.openTextDocument(uri);
    const lenses = await commands.executeCommand<CodeLens[]>(
      'vscode.executeCodeLensProvider',
      other.uri,
    );
    assert.deepEqual(lenses, []);
    await workspace.fs.delete(uri);
  });

  /** What hovers say in a profile of the text, at the second character of the last place that is so. */
  async function hoverAt(text: string): Promise<string> {
    const hovers = await commands.executeCommand<Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      document.positionAt(document.getText().lastIndexOf(text) + 2),
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .join('\n');
  }

  it('leave room for hovers: the effective value, where it is from, and who honours the key', async () => {
    const text = await hoverAt('"applicationUrl": ');
    assert.match(text, /Effective: `http:\/\/127\.0\.0\.1:0/);
    assert.match(text, /\(from /);
    assert.match(text, /Read by .*`dotnet run`, C# Dev Kit, Visual Studio/);
  });

  it('leave room for hovers that are true to what other tools do', async () => {
    await write(
      `{ "profiles": { ${web('"launchBrowser": true, "dotnetRunMessages": true, "commandLineArgs": "a`b", "environmentVariables": { "NAME": "x" }, "inspectUri": "y", "odd": 1')} } }`,
    );
    const said: readonly (readonly [key: string, said: RegExp])[] = [
      ['"launchBrowser"', /Read by Server Profiles \(.*\), `dotnet watch`, Visual Studio\./],
      ['"dotnetRunMessages"', /Read by `dotnet run`; it is left alone here/],
      ['"inspectUri"', /Read by `dotnet watch`, C# Dev Kit, Visual Studio; it is left alone/],
      ['"NAME"', /Effective: `x`[^]*Read by .*C# Dev Kit/],
      ['"commandLineArgs"', /Effective: `` "a`b" `` \(from profile\)/],
      ['"odd"', /No tool known here reads this/],
    ];
    for (const [key, pattern] of said) assert.match(await hoverAt(key), pattern);
    await write(original);
    await document.save();
  });

  it('and renames: only of profiles, and not to a name that is taken', async () => {
    const rename = (text: string, name: string): Thenable<unknown> =>
      commands.executeCommand(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        document.positionAt(document.getText().indexOf(text) + 2),
        name,
      );
    await assert.rejects(async () => rename('"commandName"', 'x'), /names of profiles/);
    await assert.rejects(async () => rename('"ServersDemo"', 'iis express'), /already/);
  });
});

describe('What helps in the text', textParts);
