import { basename } from 'node:path/posix';
import { l10n, Selection, type TextDocument, Uri, window, workspace } from 'vscode';

import type { LaunchSettings } from '../../../server-runtime/launch/model.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { projectContentOf } from '../../../server-runtime/launch/projectKind.ts';
import { UserError } from '../../core/base/userError.ts';
import type { ParsedDocuments } from '../../core/documents/parsedDocuments.ts';
import { replacementFor } from '../../core/documents/replacementFor.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import { profileId, type Project } from '../../core/profiles/project.ts';
import { freePort } from '../../platform/node/freePort.ts';
import { askNewProfile } from '../../platform/vscode/askNewProfile.ts';
import { changeDocument } from '../../platform/vscode/changeDocument.ts';
import { executeCommand } from '../../platform/vscode/commandRegistry.ts';
import { Commands, type ProjectTarget } from '../../platform/vscode/contributions.ts';
import { openDocument } from '../../platform/vscode/openDocument.ts';
import { sayText } from '../../platform/vscode/sayText.ts';
import { isFile, readNames } from '../../platform/vscode/workspaceFiles.ts';
import { pickWorkspaceFolder } from './pickWorkspaceFolder.ts';

/** Asks for a new profile, writes it into its project's settings file, and shows it there; its id. */
export async function addProfile(
  profiles: ProfileStore,
  documents: ParsedDocuments,
  target: ProjectTarget,
): Promise<string | undefined> {
  await profiles.whenLoaded();
  const place = await placeOf(profiles, target);
  if (!place) return undefined;
  const { folder, file } = place;
  const present = await documentOf(file);
  const nothing = { text: '', settings: parseLaunchSettings('') };
  const { text, settings } = present ? documents.parsed(present) : nothing;
  if (text.trim() !== '') requireReadable(file, settings);
  const names = await readNames(folder);
  const { kind } = projectContentOf(names);
  const projectName = folder.path.slice(folder.path.lastIndexOf('/') + 1);
  const isEmpty = kind === 'executable' && present === undefined;
  const newApp = isEmpty ? () => executeCommand(Commands.newProject) : undefined;
  const added = await askNewProfile({ settings, kind, names, projectName, newApp, freePort });
  if (!added) return undefined;
  await write(documents, file, added);
  return profileId(folder.toString(), added.name);
}

interface Place {
  readonly folder: Uri;
  readonly file: Uri;
}

/** The settings file of the project: the one that is meant, the only one, or the one that is picked; else a new one. */
async function placeOf(
  { projects }: ProfileStore,
  target: ProjectTarget,
): Promise<Place | undefined> {
  const named = target && projects.find(({ id }) => id === target.projectId);
  const project = named ?? (projects.length === 1 ? projects[0] : await pickProject(projects));
  if (project === undefined && projects.length > 0) return undefined;
  const folder = project ? Uri.parse(project.id) : await pickWorkspaceFolder();
  if (!folder) return undefined;
  const file = project?.settingsFile
    ? Uri.parse(project.settingsFile)
    : Uri.joinPath(folder, 'Properties', 'launchSettings.json');
  return { folder, file };
}

async function pickProject(projects: readonly Project[]): Promise<Project | undefined> {
  if (projects.length === 0) return undefined;
  const items = projects.map((project) => ({
    label: `$(project) ${project.name}`,
    description: project.location,
    project,
  }));
  const choice = await window.showQuickPick(items, {
    title: l10n.t('New Profile'),
    placeHolder: l10n.t('Select the project folder'),
    matchOnDescription: true,
  });
  return choice?.project;
}

/** Undefined when there is no such file. */
async function documentOf(file: Uri): Promise<TextDocument | undefined> {
  const open = openDocument(file);
  return !open && (await isFile(file)) ? workspace.openTextDocument(file) : open;
}

/** Before a person has answered four questions for nothing. */
function requireReadable(file: Uri, { diagnostics }: LaunchSettings): void {
  const broken = diagnostics.find(({ code }) => code === 'invalid-json');
  if (!broken || broken.range === undefined) return;
  throw new UserError(
    l10n.t('{0}, line {1}: {2}', basename(file.path), broken.line ?? 1, sayText(broken.text)),
    { code: 'settings-not-json', help: [l10n.t('Mend that first.')] },
  );
}

async function write(
  documents: ParsedDocuments,
  file: Uri,
  added: { readonly name: string; readonly profile: Readonly<Record<string, unknown>> },
): Promise<void> {
  if (!(await documentOf(file))) await workspace.fs.writeFile(file, new Uint8Array());
  const document = await workspace.openTextDocument(file);
  const wasDirty = document.isDirty;
  await changeDocument(document, () => {
    const { text, settings } = documents.parsed(document);
    return replacementFor(text, settings, [{ kind: 'addProfile', ...added }]);
  });
  if (!wasDirty) await document.save();
  const { profiles } = documents.parsed(document).settings;
  const { offset, length } = profiles.findLast(({ name }) => name === added.name)?.nameRange ?? {
    offset: 0,
    length: 0,
  };
  const selection = new Selection(
    document.positionAt(offset),
    document.positionAt(offset + length),
  );
  await window.showTextDocument(document, { selection });
}
