import {
  CancellationError,
  type CancellationToken,
  type Uri,
  workspace,
  type WorkspaceFolder,
} from 'vscode';

import { inEnglish, localizableText } from '../../../server-runtime/contracts/localizableText.ts';
import { settingsGlobs } from '../../core/documents/settingsLocation.ts';
import type { Project } from '../../core/profiles/project.ts';
import {
  confirmsProject,
  type ProjectFolder,
  projectFileGlobs,
  projectFolders,
  skippedFolders,
} from '../../core/profiles/projectFolders.ts';
import { readProject } from '../../core/profiles/readProject.ts';
import { whyNotHere } from '../../core/profiles/whyNotHere.ts';
import { ignoresCase } from '../../platform/vscode/ignoresCase.ts';
import { findFiles, listFiles, readNames, readText } from '../../platform/vscode/workspaceFiles.ts';

/**
 * Finds and reads the projects of all workspace folders.
 * @throws CancellationError when the token says so
 */
export async function findProjects(token: CancellationToken): Promise<Project[]> {
  const folders = workspace.workspaceFolders ?? [];
  const found = await Promise.all(folders.map((folder) => findInFolder(folder, token)));
  if (token.isCancellationRequested) throw new CancellationError();
  // One workspace folder may lie within another.
  return [...new Map(found.flat().map((project) => [project.id, project])).values()];
}

async function findInFolder(folder: WorkspaceFolder, token: CancellationToken): Promise<Project[]> {
  const files = await (folder.uri.scheme === 'file'
    ? searchFolder(folder, token)
    : listFiles(folder.uri, skippedFolders, token));
  const candidates = projectFolders(
    files.map((uri) => uri.path),
    ignoresCase(folder.uri),
  );
  const projects = await Promise.all(
    candidates.map((candidate) => readCandidate(folder, candidate)),
  );
  return projects.filter((project) => project !== undefined);
}

async function searchFolder(folder: WorkspaceFolder, token: CancellationToken): Promise<Uri[]> {
  const { notSettings, markers, notMarkers } = projectFileGlobs;
  const settings = `{${settingsGlobs('used', ignoresCase(folder.uri)).join(',')}}`;
  const files = await Promise.all([
    findFiles(folder, settings, notSettings, token),
    findFiles(folder, markers, notMarkers, token),
  ]);
  return files.flat();
}

async function readCandidate(
  folder: WorkspaceFolder,
  { path, settingsPath, isCertain }: ProjectFolder,
): Promise<Project | undefined> {
  const uri = folder.uri.with({ path });
  const isRoot = path === folder.uri.path;
  const names = await readNames(uri);
  // It went after its files were found.
  if (names.length === 0) return undefined;
  if (!isCertain && !isRoot && !confirmsProject(names)) return undefined;
  const settingsUri = settingsPath === undefined ? undefined : uri.with({ path: settingsPath });
  const base = {
    id: uri.toString(),
    name: isRoot ? folder.name : path.slice(path.lastIndexOf('/') + 1),
    location: isRoot ? '' : workspace.asRelativePath(uri),
    directory: localDirectory(uri),
    unavailable: whyNotHere(uri.scheme, true),
    names,
  };
  if (!settingsUri) return readProject({ ...base, settings: undefined });
  try {
    const text = await readText(settingsUri);
    const settings = text === undefined ? undefined : { uri: settingsUri.toString(), text };
    return readProject({ ...base, settings });
  } catch (error) {
    return unreadable(readProject({ ...base, settings: undefined }), settingsUri, error);
  }
}

/** A project whose settings file is there but cannot be read: one project's trouble, not that of all. */
function unreadable(project: Project, settingsUri: Uri, error: unknown): Project {
  const reason = error instanceof Error ? error.message : String(error);
  const text = localizableText('The settings file cannot be read: {0}', reason);
  return {
    ...project,
    settingsFile: settingsUri.toString(),
    diagnostics: [
      { severity: 'error', code: 'settings-unreadable', message: inEnglish(text), text, path: '' },
    ],
  };
}

function localDirectory(uri: Uri): string | undefined {
  return uri.scheme === 'file' ? uri.fsPath : undefined;
}
