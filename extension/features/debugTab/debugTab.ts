import { l10n, type TextEditor, Uri, window, workspace } from 'vscode';

import type { Disposable } from '../../core/base/disposable.ts';
import { settingsLocation, splitProfileId } from '../../core/documents/settingsLocation.ts';
import {
  Commands,
  type ProfileTarget,
  type ProjectTarget,
} from '../../platform/vscode/contributions.ts';
import { debuggedInstead } from '../../platform/vscode/debuggedInstead.ts';
import { ignoresCase } from '../../platform/vscode/ignoresCase.ts';
import { pickProfile, profileGone, targetId } from '../../platform/vscode/profilePicker.ts';
import { settingsMeant } from '../../platform/vscode/settingsMeant.ts';
import { shownName } from '../../platform/vscode/shownName.ts';
import type { DebugTabFeature } from './debugTabFeature.ts';
import { DebugTabProvider } from './debugTabProvider.ts';
import { moveProfile, type ProfileInDocument, runProfileCommand } from './profileCommands.ts';
import type { ProfileCommand } from './protocol.ts';
import { openTab, openTextBeside, switchToTab, switchToText } from './switchEditors.ts';

/** What the commands of the slice do. */
export class DebugTab implements Disposable {
  readonly #feature: DebugTabFeature;
  /** The open tabs. */
  readonly provider: DebugTabProvider;

  constructor(feature: DebugTabFeature) {
    this.#feature = feature;
    this.provider = new DebugTabProvider(feature);
  }

  /** Opens a settings file in the tab, at the profile that is meant. */
  async open(target: Uri | ProfileTarget | ProjectTarget): Promise<void> {
    // The tree opens files; all else stands at the text and switches it.
    const isOpened = typeof target === 'object' && !(target instanceof Uri);
    await this.#open(target, isOpened ? openTab : switchToTab);
  }

  /** The same, beside the present editor. */
  async openToSide(target: Uri | ProfileTarget | ProjectTarget): Promise<void> {
    await this.#open(target, (uri) => openTab(uri, true));
  }

  /** Shows the text of a settings file at the profile that its tab shows; without a file, that of the tab in front. */
  async openAsText(target: Uri | undefined): Promise<void> {
    await this.#showText(target, switchToText);
  }

  /** The same, beside the present editor. */
  async openAsTextToSide(target: Uri | undefined): Promise<void> {
    await this.#showText(target, openTextBeside);
  }

  /** Does something with a profile: the one that is meant, or the one that is shown, or the one that the person picks. */
  async change(command: ProfileCommand, target: ProfileTarget): Promise<void> {
    const named = targetId(target);
    const id = named ?? this.provider.active?.selectedId ?? (await pick(this.#feature, command));
    if (id === undefined) return;
    const found = await this.#findInDocument(id);
    // What is seen can be undone where it is seen.
    const isAsked = command === 'remove' && !this.#isShown(found.document.uri);
    if (isAsked && !(await confirmRemoval(splitProfileId(id).name))) return;
    let made: string | undefined;
    await this.#inFile(found, isOfTree(target), async () => {
      made = await runProfileCommand(command, this.#feature.documents, found);
    });
    // Who duplicates a profile is going to change the copy.
    if (made !== undefined) this.provider.begin(found.document.uri, made);
  }

  /** Does something with the profile that the tab in front shows. */
  async changeShown(command: ProfileCommand): Promise<void> {
    const id = this.provider.active?.selectedId;
    const isRunning = id !== undefined && this.#feature.servers.isActive(id);
    if (!isRunning && (command === 'stop' || command === 'restart')) {
      if (await debuggedInstead(Commands[command])) return;
    }
    await this.change(command, id);
  }

  /** Gives a profile the place of another one. */
  async moveTo(moved: string, placeOf: string): Promise<void> {
    if (splitProfileId(moved).projectId !== splitProfileId(placeOf).projectId) return;
    const to = await this.#findInDocument(placeOf);
    const found = await this.#findInDocument(moved);
    const { documents } = this.#feature;
    await this.#inFile(found, true, () => moveProfile(documents, found, to.index));
  }

  dispose(): void {
    this.provider.dispose();
  }

  async #open(
    target: Uri | ProfileTarget | ProjectTarget,
    open: (uri: Uri) => Promise<void>,
  ): Promise<void> {
    const { uri, name } = placeOf(this.#feature, target);
    const opening = open(uri);
    this.provider.prepare(uri, name);
    await opening;
    if (name !== undefined) this.provider.reveal(uri, name);
  }

  async #showText(target: Uri | undefined, open: typeof switchToText): Promise<void> {
    const shown = this.provider.active;
    const uri = target instanceof Uri ? target : shown?.uri;
    const isShown = uri?.toString() === shown?.uri.toString();
    if (uri) await open(uri, isShown ? shown?.selectedRange : undefined);
  }

  /** A profile where it stands in the text as it is now, saved or not. */
  async #findInDocument(id: string): Promise<ProfileInDocument> {
    const { profiles, documents } = this.#feature;
    const { active } = this.provider;
    const { projectId, name } = splitProfileId(id);
    const shown = active?.projectId === projectId ? active.uri : undefined;
    const file = profiles.projects.find((project) => project.id === projectId)?.settingsFile;
    const uri = shown ?? (file === undefined ? undefined : Uri.parse(file));
    const document = uri && (await workspace.openTextDocument(uri));
    const found = document
      ? documents
          .parsed(document)
          .settings.profiles.findLastIndex((profile) => profile.name === name)
      : -1;
    if (document && found >= 0) return { document, projectId, index: found };
    throw profileGone(id);
  }

  /**
   * Changes a file. What a person has before them stays theirs to save; only what the tree was told to do is saved, for the
   * tree shows files as they are saved, and what nobody has open, for it would stay unsaved unseen. Never with other changes.
   */
  async #inFile(
    { document }: ProfileInDocument,
    isToldByTree: boolean,
    change: () => Promise<void>,
  ): Promise<void> {
    const wasDirty = document.isDirty;
    await change();
    if (wasDirty || !document.isDirty) return;
    if (isToldByTree || !this.#isShown(document.uri)) await document.save();
  }

  /** Whether a person has the file before them, as a form or as text. */
  #isShown(uri: Uri): boolean {
    return (
      this.provider.sessionsOf(uri.toString()).length > 0 ||
      window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri.toString())
    );
  }
}

/** Whether a command was told by a row of the tree; the form's menu names a profile, too, as part of its page. */
function isOfTree(target: ProfileTarget): boolean {
  return typeof target === 'object' && !('webviewSection' in target);
}

/** The settings file that a command is about, and the profile in it: in its text, the one that the cursor is in. */
function placeOf(
  { profiles, documents }: DebugTabFeature,
  target: Uri | ProfileTarget | ProjectTarget,
): { uri: Uri; name?: string | undefined } {
  const found = target instanceof Uri ? { uri: target } : settingsOf(profiles, target);
  if (found.name !== undefined) return found;
  const editor = window.activeTextEditor;
  const isInFront = editor?.document.uri.toString() === found.uri.toString();
  return { uri: found.uri, name: isInFront ? profileAtCursor(editor, documents) : undefined };
}

function profileAtCursor(
  { document, selection }: TextEditor,
  documents: DebugTabFeature['documents'],
): string | undefined {
  const offset = document.offsetAt(selection.active);
  return documents
    .parsed(document)
    .settings.profiles.find(
      ({ range }) => offset >= range.offset && offset <= range.offset + range.length,
    )?.name;
}

function settingsOf(
  profiles: DebugTabFeature['profiles'],
  target: ProfileTarget | ProjectTarget,
): { uri: Uri; name?: string } {
  if (typeof target === 'object' && 'projectId' in target) {
    const project = profiles.projects.find(({ id }) => id === target.projectId);
    if (project?.settingsFile) return { uri: Uri.parse(project.settingsFile) };
  }
  const editor = window.activeTextEditor?.document.uri;
  const id = targetId(target);
  if (id === undefined && editor && settingsLocation(editor.path, ignoresCase(editor))) {
    return { uri: editor };
  }
  const { file, found } = settingsMeant(profiles, id);
  return { uri: Uri.parse(file), ...(found && { name: found.profile.name }) };
}

async function pick(
  { profiles, servers }: DebugTabFeature,
  command: ProfileCommand,
): Promise<string | undefined> {
  const choice = await pickProfile({
    title: pickTitle(command),
    candidates: () => profiles.all(),
    servers,
    none: l10n.t('No profile was found in this workspace.'),
  });
  return choice?.profile.id;
}

/** What will happen to the profile that is picked. */
function pickTitle(command: ProfileCommand): string {
  switch (command) {
    case 'rename':
      return l10n.t('Rename Profile');
    case 'duplicate':
      return l10n.t('Duplicate Profile');
    case 'remove':
      return l10n.t('Delete Profile');
    default:
      return l10n.t('Select a Profile');
  }
}

async function confirmRemoval(name: string): Promise<boolean> {
  const remove = l10n.t('Delete');
  const choice = await window.showWarningMessage(
    l10n.t('Delete the profile "{0}"?', shownName(name)),
    { modal: true, detail: l10n.t('It is taken out of its settings file.') },
    remove,
  );
  return choice === remove;
}
