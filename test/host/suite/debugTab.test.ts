// Settings files as text in a real VS Code: lenses, hovers, quick fixes, rename, the schema; and the tab beside them.
import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import {
  type CodeAction,
  type CodeLens,
  commands,
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type Diagnostic,
  type Hover,
  languages,
  type Position,
  Range,
  TabInputCustom,
  TabInputText,
  type TextDocument,
  type TextEdit,
  Uri,
  type WorkspaceEdit,
  window,
  workspace,
  WorkspaceEdit as Edit,
} from 'vscode';
import { eventually, serverProfiles, settingsUri, workspaceUri } from './serverProfiles.ts';
import { tabParts } from './tabParts.ts';

describe('The text of a settings file', () => {
  let document: TextDocument;

  before(async () => {
    const api = await serverProfiles();
    await eventually('projects', () => api.projects().length > 0);
    document = await workspace.openTextDocument(settingsUri('.'));
    await window.showTextDocument(document);
  });

  const at = (text: string, skip = 1): Position =>
    document.positionAt(document.getText().indexOf(text) + skip);

  async function replace(from: string, to: string): Promise<void> {
    const start = document.getText().indexOf(from);
    const edit = new Edit();
    const range = new Range(document.positionAt(start), document.positionAt(start + from.length));
    edit.replace(document.uri, range, to);
    assert.ok(await workspace.applyEdit(edit));
  }

  async function completionsAt(text: string): Promise<string[]> {
    const list = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at(text),
    );
    return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  }

  const problem = (code: string): Diagnostic | undefined =>
    languages
      .getDiagnostics(document.uri)
      .find((found) => found.source === 'Server Profiles' && found.code === code);

  it('has lenses above each profile', async () => {
    const lenses = await commands.executeCommand<CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const titles = lenses
      .filter(({ range }) => range.contains(at('"ServersDemo"')))
      .map(({ command }) => command?.title);
    assert.deepEqual(titles, ['$(play) Run', '$(debug-alt) Debug', 'Edit']);
  });

  /** What hovers say at the first place of a text. */
  async function hoverAt(place: string): Promise<string> {
    const hovers = await commands.executeCommand<Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at(place),
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .join('\n');
  }

  it('tells in a hover what a value comes to, and who reads it', async () => {
    const text = await hoverAt('"commandLineArgs"');
    assert.match(text, /"--server" "WebListener"/);
    assert.match(text, /dotnet run/);
  });

  it('tells that of the settings that all sites share, too', async () => {
    const addresses = /Effective: `http:[^`]+` \(from shared settings\)/;
    const readers = /Read by Server Profiles \(IISExpress\), Visual Studio\./;
    const said: readonly (readonly [key: string, ...said: RegExp[]])[] = [
      ['"windowsAuthentication"', /Effective: `false`/, /Server Profiles \(IISExpress, IIS\)/],
      ['"iisExpress"', readers],
      ['"applicationUrl"', addresses, readers],
      ['"sslPort"', addresses, readers],
    ];
    for (const [key, ...patterns] of said) {
      const text = await hoverAt(key);
      for (const pattern of patterns) assert.match(text, pattern);
    }
  });

  it('completes the properties of a profile', async () => {
    await replace('"commandName": "IISExpress",', '"commandName": "IISExpress",\n      "",');
    const labels = await completionsAt('"",');
    for (const name of ['workingDirectory', 'applicationUrl', 'server']) {
      assert.ok(labels.includes(name), `${name} in ${labels.join(', ')}`);
    }
    await replace('\n      "",', '');
  });

  it('completes in the order of use, with the comma that is missing before', async () => {
    const original = document.getText();
    await replace('"commandName": "IISExpress",', '"commandName": "IISExpress"\n      ""');
    try {
      const { items } = await commands.executeCommand<CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at('      ""', 7),
      );
      const own = items.filter(
        ({ kind, label }) => kind === CompletionItemKind.Property && label === 'applicationUrl',
      );
      assert.equal(own.length, 1);
      const [item] = own as [CompletionItem];
      assert.equal(item.filterText, '"applicationUrl"');
      assert.deepEqual(
        item.additionalTextEdits?.map(({ newText, range }) => [
          newText,
          document.offsetAt(range.start),
        ]),
        [[',', document.getText().indexOf('\n      ""')]],
      );
      const sorted = items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
      const order = sorted.map(({ label }) => (typeof label === 'string' ? label : label.label));
      assert.ok(order.indexOf('workingDirectory') >= 0);
      assert.ok(order.indexOf('applicationUrl') < order.indexOf('inspectUri'), order.join(', '));
    } finally {
      await replace(document.getText(), original);
    }
  });

  // The first one cannot be loaded; the second can, and describes one of our keys itself.
  for (const schema of ['https://schemas.invalid/launchsettings.json', './own.schema.json']) {
    it(`completes the properties of a profile, each once, where the file names ${schema}`, async () => {
      const description = JSON.stringify({
        properties: {
          profiles: { additionalProperties: { properties: { launchUrl: {}, ownKey: {} } } },
        },
      });
      await workspace.fs.writeFile(
        Uri.joinPath(document.uri, '..', 'own.schema.json'),
        new TextEncoder().encode(description),
      );
      const original = document.getText();
      try {
        await replace('{', `{\n  "$schema": ${JSON.stringify(schema)},`);
        await replace('"commandName": "IISExpress",', '"commandName": "IISExpress",\n      "",');
        const labels = await completionsAt('"",');
        const expected = schema.startsWith('.') ? ['ownKey', 'launchUrl'] : ['launchUrl'];
        for (const name of [...expected, 'workingDirectory', 'applicationUrl', 'server']) {
          assert.deepEqual(
            labels.filter((label) => label === name),
            [name],
            labels.join(', '),
          );
        }
        assert.ok(!labels.includes('commandName'), labels.join(', '));
        await replace('"IISExpress",', '"",');
        assert.ok((await completionsAt('"",')).includes('"Executable"'));
      } finally {
        await replace(document.getText(), original);
      }
    });
  }

  it('shows findings while the text is edited, and mends them', async () => {
    await replace('"launchBrowser": true', '"launchBrowser": "true"');
    const found = await eventually('the finding', () => problem('quoted-boolean'));
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      found.range,
    );
    const fix = actions.find(({ title }) => title === 'Change to true');
    assert.ok(fix?.edit);
    assert.ok(await workspace.applyEdit(fix.edit));
    await eventually('no finding', () => problem('quoted-boolean') === undefined);
  });

  it('renames to a name without blanks around it, and changes nothing for the same name', async () => {
    const rename = (name: string): Thenable<WorkspaceEdit> =>
      commands.executeCommand(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        at('"ServersDemo"', 2),
        name,
      );
    const [{ newText, range }] = (await rename(' Shop ')).get(document.uri) as [TextEdit];
    assert.equal('ServersDemo'.replace(document.getText(range), newText), 'Shop');
    assert.equal((await rename('ServersDemo')).size, 0);
  });

  it('begins a rename with the name, without its quotes', async () => {
    const { range, placeholder } = await commands.executeCommand<{
      range: Range;
      placeholder: string;
    }>(
      'vscode.prepareRename',
      document.uri,
      document.positionAt(document.getText().indexOf('"ServersDemo"') + 3),
    );
    assert.deepEqual([document.getText(range), placeholder], ['ServersDemo', 'ServersDemo']);
  });

  it('renames a profile', async () => {
    const edit = await commands.executeCommand<WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      at('"IIS Express"', 2),
      'Front',
    );
    assert.ok(await workspace.applyEdit(edit));
    assert.ok(document.getText().includes('"Front": {'));
    await document.save();
  });

  it('has no findings any more when its file is gone, open or not', async () => {
    const faulty = new TextEncoder().encode('{ "profiles": { "a": { "commandName": "Projet" } } }');
    const project = Uri.joinPath(workspaceUri(), 'passing');
    const uri = Uri.joinPath(project, 'Properties', 'launchSettings.json');
    await workspace.fs.writeFile(Uri.joinPath(project, 'startup.js'), new Uint8Array());
    await workspace.fs.writeFile(uri, faulty);
    const codes = (of: Uri): unknown[] =>
      languages
        .getDiagnostics(of)
        .filter(({ source }) => source === 'Server Profiles')
        .map(({ code }) => code);
    await eventually('the finding', () => codes(uri).includes('unknown-command-name'));
    await workspace.fs.delete(project, { recursive: true });
    await eventually('no finding', () => codes(uri).length === 0);

    const copy = Uri.joinPath(workspaceUri(), 'copy.run.json');
    await workspace.fs.writeFile(copy, faulty);
    // Not by the function, which keeps it open for a while.
    await commands.executeCommand('vscode.open', copy);
    await eventually('the finding', () => codes(copy).includes('unknown-command-name'));
    await commands.executeCommand('workbench.action.closeActiveEditor');
    await window.showTextDocument(document);
    await eventually('no finding in the closed one', () => codes(copy).length === 0);
    await workspace.fs.delete(copy);
  });

  it('opens in the Debug tab, and stays the same text', async () => {
    const text = document.getText();
    await commands.executeCommand('serverProfiles.openDebugTab', document.uri);
    await eventually('the tab', () => {
      const input = window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof TabInputCustom && input.viewType === 'serverProfiles.debugTab';
    });
    assert.equal(document.getText(), text);
    assert.equal(document.isDirty, false);
  });

  it('changes with the commands of profiles', async () => {
    const api = await serverProfiles();
    const id = api.projects()[0]?.profiles.find(({ name }) => name === 'ServersDemo')?.id;
    assert.ok(id);
    await commands.executeCommand('serverProfiles.duplicateProfile', id);
    assert.ok(document.getText().includes('"ServersDemo copy": {'));
    await commands.executeCommand('serverProfiles.moveProfileUp', id);
    const names = Object.keys((JSON.parse(document.getText()) as { profiles: object }).profiles);
    assert.deepEqual(names.slice(0, 3), ['ServersDemo', 'Front', 'ServersDemo copy']);
    await document.save();
  });

  it('is saved after a command of the tree, and not after one of the menu or the keys of the form', async () => {
    const api = await serverProfiles();
    const profileId = await eventually('the copy', () =>
      api
        .projects()
        .flatMap(({ profiles }) => profiles)
        .find(({ name }) => name === 'ServersDemo copy'),
    ).then(({ id }) => id);
    const move = async (target: unknown): Promise<boolean> => {
      const before = document.getText();
      await commands.executeCommand('serverProfiles.moveProfileUp', target);
      assert.notEqual(document.getText(), before);
      const { isDirty } = document;
      await commands.executeCommand('serverProfiles.moveProfileDown', target);
      if (document.isDirty) await document.save();
      assert.equal(document.getText(), before);
      return isDirty;
    };
    const menu = { webview: 'serverProfiles.debugTab', webviewSection: 'profile', profileId };
    assert.equal(await move(menu), true);
    assert.equal(await move(profileId), true);
    assert.equal(await move({ kind: 'profile', profileId }), false);
  });
});

describe('Debug tabs whose files get other names', () => {
  const file = (name: string): Uri => Uri.joinPath(workspaceUri(), 'moved', name);
  const text = new TextEncoder().encode('{ "profiles": { "a": { "commandName": "Project" } } }');

  before(async () => {
    await serverProfiles();
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** Opens Debug tabs on new files, the last one in front. */
  async function open(...names: string[]): Promise<void> {
    for (const name of names) {
      await workspace.fs.writeFile(file(name), text);
      await commands.executeCommand('vscode.openWith', file(name), 'serverProfiles.debugTab');
    }
  }

  async function rename(names: Readonly<Record<string, string>>): Promise<void> {
    const edit = new Edit();
    for (const [from, to] of Object.entries(names)) edit.renameFile(file(from), file(to));
    assert.ok(await workspace.applyEdit(edit));
  }

  /** How each tab shows its file, in their order. */
  const tabs = (): string[] =>
    window.tabGroups.all.flatMap((group) =>
      group.tabs.map(({ input }) => {
        const isForm = input instanceof TabInputCustom;
        assert.ok(isForm || input instanceof TabInputText);
        return `${isForm ? 'form' : 'text'} ${input.uri.path.replace(/.*\//, '')}`;
      }),
    );
  const areSoon = (...wanted: string[]): Promise<unknown> =>
    eventually(wanted.join(', '), () => tabs().join() === wanted.join());

  it('become forms again, each when it is in front', async () => {
    await open('one.run.json', 'two.run.json');
    await rename({ 'one.run.json': '1.run.json', 'two.run.json': '2.run.json' });
    await areSoon('text 1.run.json', 'form 2.run.json');
    // Again and again, as the editor takes the front back for a form that it has not made wholly yet.
    const turning = setInterval(
      () => void commands.executeCommand('workbench.action.openEditorAtIndex1'),
      100,
    );
    await areSoon('form 1.run.json', 'form 2.run.json').finally(() => clearInterval(turning));
  });

  it('follow a folder above them', async () => {
    const edit = new Edit();
    edit.renameFile(file('.'), Uri.joinPath(workspaceUri(), 'elsewhere'));
    assert.ok(await workspace.applyEdit(edit));
    const isForm = (): boolean => {
      const { input } = window.tabGroups.activeTabGroup.activeTab ?? {};
      return input instanceof TabInputCustom && input.uri.path.includes('/elsewhere/');
    };
    await eventually('the form in front', isForm);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('stay text where no form opens the new name, and where the person closed the text', async () => {
    await open('plain.run.json', 'closed.run.json', 'last.run.json');
    await rename({
      'plain.run.json': 'plain.json',
      'closed.run.json': 'again.run.json',
      'last.run.json': '3.run.json',
    });
    await areSoon('text plain.json', 'text again.run.json', 'form 3.run.json');
    const [closed] = window.tabGroups.all.flatMap((group) =>
      group.tabs.filter(({ label }) => label === 'again.run.json'),
    );
    assert.ok(closed && (await window.tabGroups.close(closed)));
    await window.showTextDocument(file('again.run.json'), { preview: false });
    await window.showTextDocument(file('plain.json'), { preview: false });
    // A form that is made by now would have been made of one of them.
    await open('sign.run.json');
    await rename({ 'sign.run.json': '4.run.json' });
    await eventually('the sign', () => tabs().includes('form 4.run.json'));
    assert.ok(tabs().includes('text again.run.json'), tabs().join());
    assert.ok(tabs().includes('text plain.json'), tabs().join());
  });
});

describe('The parts of a Debug tab', tabParts);
