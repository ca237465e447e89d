// How the Debug tab changes a text that others change at the same time.
import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import {
  type FileStat,
  FileType,
  Position,
  Range,
  type TextDocument,
  Uri,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import { UserError } from '../../../extension/core/base/userError.ts';
import { ParsedDocuments } from '../../../extension/core/documents/parsedDocuments.ts';
import { replacementFor } from '../../../extension/core/documents/replacementFor.ts';
import { editDocument } from '../../../extension/features/debugTab/documentEdits.ts';
import { whyReadOnly } from '../../../extension/features/debugTab/readOnly.ts';
import { changeDocument } from '../../../extension/platform/vscode/changeDocument.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { editorParts } from './editorParts.ts';
import { serverProfiles, settingsUri } from './serverProfiles.ts';
import { stepParts } from './stepParts.ts';

const text = (name: string): string =>
  JSON.stringify({ profiles: { [name]: { commandName: 'Project' } } }, undefined, 2);

describe('A change of a document', () => {
  let document: TextDocument;

  before(async () => {
    await serverProfiles();
    const uri = Uri.joinPath(settingsUri('.'), '..', 'changed.run.json');
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text('a')));
    document = await workspace.openTextDocument(uri);
  });

  /** Somebody else's change. */
  async function replaceAll(by: string): Promise<void> {
    const edit = new WorkspaceEdit();
    const end = document.positionAt(document.getText().length);
    edit.replace(document.uri, new Range(document.positionAt(0), end), by);
    assert.ok(await workspace.applyEdit(edit));
  }

  it('is made anew when the text was changed between', async () => {
    let looks = 0;
    await changeDocument(document, async () => {
      const seen = document.getText();
      looks += 1;
      if (looks === 1) await replaceAll(text('longer than before'));
      return replacementFor(seen, parseLaunchSettings(seen), [
        { kind: 'setProfileValue', profile: 0, path: ['launchUrl'], value: 'x' },
      ]);
    });
    assert.equal(looks, 2);
    const { profiles, diagnostics } = parseLaunchSettings(document.getText());
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      profiles.map(({ name, launchUrl }) => [name, launchUrl]),
      [['longer than before', 'x']],
    );
  });

  it('is made anew when the editor refuses it for a change that we had not heard of', async () => {
    let looks = 0;
    let other: Promise<void> | undefined;
    await changeDocument(document, () => {
      const seen = document.getText();
      looks += 1;
      // On its way to the editor before ours, and heard of after it.
      if (looks === 1) other = replaceAll(text('b'));
      return replacementFor(seen, parseLaunchSettings(seen), [
        { kind: 'setProfileValue', profile: 0, path: ['launchUrl'], value: 'y' },
      ]);
    });
    await other;
    assert.equal(looks, 2);
    const { profiles } = parseLaunchSettings(document.getText());
    assert.deepEqual(
      profiles.map(({ name, launchUrl }) => [name, launchUrl]),
      [['b', 'y']],
    );
  });

  it('fails with one sentence when the editor refuses it for good', async () => {
    // Of a file system that the editor does not have any more.
    const gone = {
      uri: Uri.parse('nobodys:/a.run.json'),
      version: 1,
      positionAt: () => new Position(0, 0),
    } as unknown as TextDocument;
    let looks = 0;
    await assert.rejects(
      changeDocument(gone, () => {
        looks += 1;
        return { offset: 0, length: 0, text: ' ' };
      }),
      (error) => error instanceof UserError && error.code === 'edit-refused',
    );
    assert.equal(looks, 1);
  });

  it('is refused with the reason when the editor holds the file for read-only', async () => {
    const config = workspace.getConfiguration('files');
    await document.save();
    const before = document.getText();
    await config.update('readonlyInclude', { '**/changed.run.json': true });
    try {
      await assert.rejects(
        editDocument(document, new ParsedDocuments(), [{ kind: 'removeProfile', profile: 0 }]),
        (error) => error instanceof UserError && error.code === 'read-only',
      );
      assert.equal(document.getText(), before);
      assert.equal(document.isDirty, false);
    } finally {
      await config.update('readonlyInclude', undefined);
    }
    await editDocument(document, new ParsedDocuments(), [{ kind: 'removeProfile', profile: 0 }]);
    assert.notEqual(document.getText(), before);
  });

  it('is refused on a read-only file system, which the editor cannot unlock', async () => {
    const content = new TextEncoder().encode(text('frozen'));
    const stat: FileStat = { type: FileType.File, ctime: 0, mtime: 0, size: content.length };
    const nothing = (): never => assert.fail('nothing is written');
    const provider = workspace.registerFileSystemProvider(
      'frozen',
      {
        onDidChangeFile: () => ({ dispose: () => undefined }),
        watch: () => ({ dispose: () => undefined }),
        stat: () => stat,
        readDirectory: () => [],
        readFile: () => content,
        createDirectory: nothing,
        writeFile: nothing,
        delete: nothing,
        rename: nothing,
      },
      { isReadonly: true },
    );
    try {
      const frozen = await workspace.openTextDocument(Uri.parse('frozen:/a.run.json'));
      assert.equal((await whyReadOnly(frozen))?.canUnlock, false);
      await assert.rejects(
        editDocument(frozen, new ParsedDocuments(), [{ kind: 'removeProfile', profile: 0 }]),
        (error) => error instanceof UserError && error.code === 'read-only',
      );
      assert.equal(frozen.getText(), text('frozen'));
    } finally {
      provider.dispose();
    }
  });
});

describe('What features take from the editor', editorParts);

describe('What is asked step by step', stepParts);
