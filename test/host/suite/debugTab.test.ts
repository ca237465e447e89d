// Settings files as text in a real VS Code: lenses, hovers, quick fixes, rename, the schema; and the tab beside them.
import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import {
  type CodeAction,
  type CodeLens,
  commands,
  type CompletionList,
  type Diagnostic,
  type Hover,
  languages,
  type Position,
  Range,
  TabInputCustom,
  type TextDocument,
  Uri,
  type WorkspaceEdit,
  window,
  workspace,
  WorkspaceEdit as Edit,
} from 'vscode';
import { eventually, serverProfiles, settingsUri } from './serverProfiles.ts';

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

  it('tells in a hover what a value comes to, and who reads it', async () => {
    const hovers = await commands.executeCommand<Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at('"commandLineArgs"'),
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .join('\n');
    assert.match(text, /"--server" "WebListener"/);
    assert.match(text, /dotnet run/);
  });

  it('completes the properties of a profile', async () => {
    await replace('"commandName": "IISExpress",', '"commandName": "IISExpress",\n      "",');
    const labels = await completionsAt('"",');
    for (const name of ['workingDirectory', 'applicationUrl', 'server']) {
      assert.ok(labels.includes(name), `${name} in ${labels.join(', ')}`);
    }
    await replace('\n      "",', '');
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
  });
});
