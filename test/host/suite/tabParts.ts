// What a Debug tab is made of, each part by itself: forms that nobody fills, files that take no changes, the dialog.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import {
  commands,
  ConfigurationTarget,
  Position,
  TabInputCustom,
  type TextDocument,
  Uri,
  ViewColumn,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import type { Clock } from '../../../extension/core/base/clock.ts';
import type { Disposable } from '../../../extension/core/base/disposable.ts';
import { pickPath } from '../../../extension/features/debugTab/pickPath.ts';
import { whyReadOnly } from '../../../extension/features/debugTab/readOnly.ts';
import { ReadOnlyWatch } from '../../../extension/features/debugTab/readOnlyWatch.ts';
import { reviveTabs } from '../../../extension/features/debugTab/reviveTabs.ts';
import { eventually, workspaceUri } from './serverProfiles.ts';
import { useCleanUps } from './useCleanUps.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = '{ "profiles": { "a": { "commandName": "Project" } } }';

/** Tests of the parts of a Debug tab. */
export function tabParts(): void {
  const cleanUps = useCleanUps();
  /** Each test has its own: the editor keeps documents of files that are gone for a while. */
  let folder = 0;
  const file = (name: string): Uri => Uri.joinPath(workspaceUri(), `parts${folder}`, name);
  const keep = <T extends Disposable>(made: T): T => {
    cleanUps.push(() => made.dispose());
    return made;
  };

  beforeEach(async () => {
    folder += 1;
    cleanUps.push(
      () => workspace.fs.delete(file('.'), { recursive: true }),
      () => commands.executeCommand('workbench.action.closeAllEditors'),
    );
    await workspace.fs.writeFile(file('a.run.json'), bytes(text));
    await workspace.fs.writeFile(file('sub/b.txt'), bytes(text));
  });

  describe('A form that nobody fills', () => {
    let isServed: boolean;
    /** What is to happen when patience is over. */
    let later: (() => void) | undefined;
    let work: Promise<unknown> | undefined;
    let changes: string[];

    const clock: Clock = {
      after(_, callback) {
        later = callback;
        return { dispose: () => (later = undefined) };
      },
    };
    const front = (): string => {
      const { input } = window.tabGroups.activeTabGroup.activeTab ?? {};
      return input instanceof TabInputCustom ? 'form' : 'other';
    };
    const watch = (): Disposable =>
      reviveTabs(
        { run: async (act) => void (work = Promise.resolve(act())) },
        clock,
        () => isServed,
      );
    const openForm = async (): Promise<void> => {
      await commands.executeCommand(
        'vscode.openWith',
        file('a.run.json'),
        'serverProfiles.debugTab',
      );
      await eventually('the form', () => front() === 'form');
    };

    beforeEach(async () => {
      [isServed, later, work, changes] = [false, undefined, undefined, []];
      await openForm();
      keep(window.tabGroups.onDidChangeTabs(() => changes.push(front())));
    });

    it('is made anew after a while, and only once', async () => {
      keep(watch());
      const time = later;
      assert.ok(time);
      time();
      await work;
      await eventually('another form', () => changes.includes('other') && front() === 'form');
      await window.showTextDocument(file('sub/b.txt'));
      later = undefined;
      await openForm();
      assert.equal(later, undefined);
    });

    it('is waited for when it comes to the front, and not behind another tab', async () => {
      await window.showTextDocument(file('sub/b.txt'), { preview: false });
      keep(watch());
      assert.equal(later, undefined);
      await openForm();
      await eventually('it is seen', () => later);
      await window.showTextDocument(file('sub/b.txt'), { preview: false });
      await eventually('it is behind', () => later === undefined);
      await openForm();
      await window.showTextDocument(file('sub/b.txt'), { viewColumn: ViewColumn.Beside });
      await eventually('the other group', () => later === undefined);
      await commands.executeCommand('workbench.action.focusFirstEditorGroup');
      await eventually('its group', () => later);
    });

    it('stays when somebody fills it, though late, and when another tab is in front by then', async () => {
      isServed = true;
      keep(watch());
      assert.equal(later, undefined);
      isServed = false;
      keep(watch());
      const time = later as (() => void) | undefined;
      assert.ok(time);
      isServed = true;
      changes.length = 0;
      time();
      await work;
      isServed = false;
      await window.showTextDocument(file('sub/b.txt'), { preview: false });
      changes.length = 0;
      time();
      await work;
      assert.deepEqual(changes, []);
    });

    it('is nobody’s business any more when the watch is over', () => {
      const watching = watch();
      assert.ok(later);
      watching.dispose();
      assert.equal(later, undefined);
    });
  });

  describe('A file that may be read-only', () => {
    let document: TextDocument;
    let unlocked: number;
    let watch: ReadOnlyWatch;

    const canUnlock = (): boolean | undefined => watch.reason?.canUnlock;
    const lock = async (isLocked: boolean): Promise<void> => {
      const pattern = isLocked ? { '**/a.run.json': true } : undefined;
      await workspace
        .getConfiguration('files')
        .update('readonlyInclude', pattern, ConfigurationTarget.Workspace);
    };
    const change = async (): Promise<void> => {
      const edit = new WorkspaceEdit();
      edit.insert(document.uri, new Position(0, 0), ' ');
      assert.ok(await workspace.applyEdit(edit));
    };

    beforeEach(async () => {
      // An editor in a browser saves by itself.
      const files = workspace.getConfiguration('files');
      await files.update('autoSave', 'off', ConfigurationTarget.Global);
      cleanUps.push(() => files.update('autoSave', undefined, ConfigurationTarget.Global));
      document = await workspace.openTextDocument(file('a.run.json'));
      await window.showTextDocument(document);
      unlocked = 0;
      watch = keep(new ReadOnlyWatch(document, () => (unlocked += 1)));
    });

    it('is known as such when somebody looks, and is not any more when it was saved', async () => {
      await watch.look();
      assert.equal(watch.reason, undefined);
      await lock(true);
      cleanUps.push(() => lock(false));
      assert.equal(watch.reason, undefined);
      await watch.look();
      assert.equal(canUnlock(), true);
      await lock(false);
      // Another one that is saved says nothing of it.
      const other = await workspace.openTextDocument(file('sub/b.txt'));
      const edit = new WorkspaceEdit();
      edit.insert(other.uri, new Position(0, 0), ' ');
      assert.ok((await workspace.applyEdit(edit)) && (await other.save()));
      assert.deepEqual([unlocked, canUnlock()], [0, true]);
      for (let i = 0; i < 2; i++) {
        await change();
        assert.ok(await document.save());
        assert.deepEqual([unlocked, watch.reason], [1, undefined]);
      }
      await lock(true);
      await watch.look();
      await lock(false);
      watch.dispose();
      await change();
      assert.ok(await document.save());
      assert.equal(unlocked, 1);
    });

    it('is asked for when its changes are to be saved, and not before, and after what is under way', async () => {
      await watch.look(false, lock(true));
      cleanUps.push(() => lock(false));
      assert.equal(canUnlock(), true);
      await lock(false);
      await change();
      await watch.look();
      assert.deepEqual([canUnlock(), document.isDirty], [undefined, true], 'nobody saved it');
      await lock(true);
      await watch.look(true);
      assert.equal(canUnlock(), true);
      const unnamed = await workspace.openTextDocument({ content: text });
      assert.equal(await whyReadOnly(unnamed), undefined);
      await commands.executeCommand('workbench.action.files.revert');
    });

    it('is not taken for one when the editor would save it, and cannot for another reason', async () => {
      await change();
      await workspace.fs.writeFile(document.uri, bytes(text.replace('"a"', '"theirs"')));
      cleanUps.push(() => commands.executeCommand('workbench.action.files.revert'));
      await watch.look(true);
      assert.ok(document.isDirty, 'the editor does not write over what others wrote');
      assert.equal(watch.reason, undefined);
    });
  });

  describe('The dialog for a folder', () => {
    /** Gives a command to the dialog until it has gone. */
    const answered = async <T>(asked: Promise<T>, command: string): Promise<T> => {
      let isOver = false;
      void asked.finally(() => (isOver = true));
      while (!isOver) {
        await commands.executeCommand(command);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return asked;
    };

    beforeEach(async () => {
      // One of the editor, not of the system, wherever the editor runs.
      const files = workspace.getConfiguration('files');
      await files.update('simpleDialog.enable', true, ConfigurationTarget.Global);
      cleanUps.push(() =>
        files.update('simpleDialog.enable', undefined, ConfigurationTarget.Global),
      );
    });

    it('begins in the project, and sets the value to what is taken', async () => {
      const asked = pickPath(file('sub'), 2, 'workingDirectory');
      assert.deepEqual(await answered(asked, 'workbench.action.acceptSelectedQuickOpenItem'), {
        ...{ kind: 'setProfileValue', profile: 2, path: ['workingDirectory'], value: '.' },
      });
    });

    it('changes nothing when it is closed', async () => {
      const asked = pickPath(file('sub'), 2, 'executablePath');
      assert.equal(await answered(asked, 'workbench.action.closeQuickOpen'), undefined);
    });
  });
}
