import { l10n, type TextEditor, Uri, window, workspace } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { UserError } from '../../core/base/userError.ts';
import { splitProfileId } from '../../core/documents/settingsLocation.ts';
import { registerCommand } from '../../platform/vscode/commandRegistry.ts';
import {
  Commands,
  type ProfileTarget,
  type ProjectTarget,
} from '../../platform/vscode/contributions.ts';
import { pickProfile, targetId } from '../../platform/vscode/profilePicker.ts';
import { shownName } from '../../platform/vscode/shownName.ts';
import type { DebugTabFeature } from './debugTabFeature.ts';
import { DebugTabProvider } from './debugTabProvider.ts';
import { followRenames } from './followRenames.ts';
import { moveProfile, type ProfileInDocument, runProfileCommand } from './profileCommands.ts';
import type { ProfileCommand } from './protocol.ts';
import {
  debugTabViewType,
  openTab,
  openTextBeside,
  switchToTab,
  switchToText,
} from './switchEditors.ts';

/** The Debug tab: a form on launchSettings.json, beside the text; and the commands that change its profiles. */
export function registerDebugTab(feature: DebugTabFeature): Disposable {
  const { errors, documents } = feature;
  const store = new DisposableStore();
  const provider = store.add(new DebugTabProvider(feature));
  store.add(
    window.registerCustomEditorProvider(debugTabViewType, provider, {
      supportsMultipleEditorsPerDocument: true,
      webviewOptions: { enableFindWidget: true },
    }),
  );
  store.add(
    registerCommand(errors, Commands.openDebugTab, async (target) => {
      // The tree opens files; all else stands at the text and switches it.
      const isOpened = typeof target === 'object' && !(target instanceof Uri);
      const { uri, name } = placeOf(feature, target);
      const opening = isOpened ? openTab(uri) : switchToTab(uri);
      provider.prepare(uri, name);
      await opening;
      if (name !== undefined) provider.reveal(uri, name);
    }),
  );
  store.add(
    registerCommand(errors, Commands.openDebugTabToSide, async (target) => {
      const { uri, name } = placeOf(feature, target);
      const opening = openTab(uri, true);
      provider.prepare(uri, name);
      await opening;
      if (name !== undefined) provider.reveal(uri, name);
    }),
  );
  const asText =
    (open: typeof switchToText) =>
    async (target?: Uri): Promise<void> => {
      const shown = provider.active;
      const uri = target instanceof Uri ? target : shown?.uri;
      const isShown = uri?.toString() === shown?.uri.toString();
      if (uri) await open(uri, isShown ? shown?.selectedRange : undefined);
    };
  store.add(registerCommand(errors, Commands.openAsText, asText(switchToText)));
  store.add(registerCommand(errors, Commands.openAsTextToSide, asText(openTextBeside)));
  store.add(
    followRenames(errors, {
      profileShownOf: (uri) => provider.sessionsOf(uri.toString())[0]?.selectedName,
      prepare: (uri, name) => provider.prepare(uri, name),
    }),
  );
  const onProfile =
    (command: ProfileCommand, isDestructive = false) =>
    async (target?: ProfileTarget): Promise<void> => {
      const named = targetId(target);
      const id = named ?? provider.active?.selectedId ?? (await pick(feature));
      if (id === undefined) return;
      const found = await findInDocument(feature, provider, id);
      // What is seen can be undone where it is seen.
      const isAsked = isDestructive && !isShown(provider, found.document.uri);
      if (isAsked && !(await confirmRemoval(splitProfileId(id).name))) return;
      let made: string | undefined;
      await inFile(provider, found, named !== undefined, async () => {
        made = await runProfileCommand(command, documents, found);
      });
      // Who duplicates a profile is going to change the copy.
      if (made !== undefined) provider.reveal(found.document.uri, made);
    };
  const commands = [
    [Commands.renameProfile, 'rename'],
    [Commands.duplicateProfile, 'duplicate'],
    [Commands.moveProfileUp, 'moveUp'],
    [Commands.moveProfileDown, 'moveDown'],
  ] as const;
  for (const [id, command] of commands) store.add(registerCommand(errors, id, onProfile(command)));
  store.add(registerCommand(errors, Commands.deleteProfile, onProfile('remove', true)));
  store.add(
    registerCommand(errors, Commands.moveProfileTo, async (moved, placeOf) => {
      if (splitProfileId(moved).projectId !== splitProfileId(placeOf).projectId) return;
      const to = await findInDocument(feature, provider, placeOf);
      const found = await findInDocument(feature, provider, moved);
      await inFile(provider, found, true, () => moveProfile(documents, found, to.index));
    }),
  );
  const shown = [
    [Commands.runShown, 'run'],
    [Commands.debugShown, 'debug'],
    [Commands.stopShown, 'stop'],
  ] as const;
  for (const [id, command] of shown) {
    store.add(registerCommand(errors, id, () => onProfile(command)(provider.active?.selectedId)));
  }
  return store;
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
  const editor = window.activeTextEditor?.document;
  const id = targetId(target);
  if (id === undefined && editor && editor.uri.path.endsWith('.json')) return { uri: editor.uri };
  const found = id === undefined ? profiles.active : profiles.find(id);
  const file = found?.project.settingsFile ?? profiles.settingsFile;
  if (file !== undefined)
    return { uri: Uri.parse(file), ...(found && { name: found.profile.name }) };
  throw new UserError(l10n.t('There is no launchSettings.json to open.'), { code: 'no-settings' });
}

async function pick({ profiles }: DebugTabFeature): Promise<string | undefined> {
  const choice = await pickProfile({
    title: l10n.t('Select a Profile'),
    candidates: profiles.all(),
    none: l10n.t('No profile was found in this workspace.'),
  });
  return choice?.profile.id;
}

/** A profile where it stands in the text as it is now, saved or not. */
async function findInDocument(
  { profiles, documents }: DebugTabFeature,
  provider: DebugTabProvider,
  id: string,
): Promise<ProfileInDocument> {
  const { projectId, name } = splitProfileId(id);
  const shown = provider.active?.projectId === projectId ? provider.active.uri : undefined;
  const file = profiles.projects.find((project) => project.id === projectId)?.settingsFile;
  const uri = shown ?? (file === undefined ? undefined : Uri.parse(file));
  const document = uri && (await workspace.openTextDocument(uri));
  const found = document
    ? documents.parsed(document).settings.profiles.findIndex((profile) => profile.name === name)
    : -1;
  if (document && found >= 0) return { document, projectId, index: found };
  throw new UserError(l10n.t('There is no profile "{0}" any more.', shownName(name)), {
    code: 'unknown-profile',
  });
}

/**
 * Changes a file, and saves it unless it had other changes: what the tree was told to do is seen in the tree, which shows
 * files as they are saved, and what nobody has open would stay unsaved unseen.
 */
async function inFile(
  provider: DebugTabProvider,
  { document }: ProfileInDocument,
  isToldByTree: boolean,
  change: () => Promise<void>,
): Promise<void> {
  const wasDirty = document.isDirty;
  await change();
  if (!wasDirty && (isToldByTree || !isShown(provider, document.uri))) await document.save();
}

/** Whether a person has the file before them, as a form or as text. */
function isShown(provider: DebugTabProvider, uri: Uri): boolean {
  return (
    provider.sessionsOf(uri.toString()).length > 0 ||
    window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri.toString())
  );
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
