import { type Uri, workspace, type WorkspaceFolder } from 'vscode';

import type { Project } from '../../core/profiles/project.ts';
import {
  confirmsProject,
  type ProjectFolder,
  projectFileGlobs,
  projectFolders,
} from '../../core/profiles/projectFolders.ts';
import { readProject } from '../../core/profiles/readProject.ts';
import { findFiles, readNames, readText } from '../../platform/vscode/workspaceFiles.ts';

/** Finds and reads the projects of all workspace folders. */
export async function findProjects(): Promise<Project[]> {
  const folders = workspace.workspaceFolders ?? [];
  const found = await Promise.all(folders.map(findInFolder));
  // One workspace folder may lie within another.
  return [...new Map(found.flat().map((project) => [project.id, project])).values()];
}

async function findInFolder(folder: WorkspaceFolder): Promise<Project[]> {
  const { settings, notSettings, markers, notMarkers } = projectFileGlobs;
  const files = await Promise.all([
    findFiles(folder, settings, notSettings),
    findFiles(folder, markers, notMarkers),
  ]);
  const candidates = projectFolders(files.flat().map((uri) => uri.path));
  const projects = await Promise.all(
    candidates.map((candidate) => readCandidate(folder, candidate)),
  );
  return projects.filter((project) => project !== undefined);
}

async function readCandidate(
  folder: WorkspaceFolder,
  { path, settingsPath, isCertain }: ProjectFolder,
): Promise<Project | undefined> {
  const uri = folder.uri.with({ path });
  const isRoot = path === folder.uri.path;
  const names = await readNames(uri);
  if (!isCertain && !isRoot && !confirmsProject(names)) return undefined;
  const settingsUri = settingsPath === undefined ? undefined : uri.with({ path: settingsPath });
  const text = settingsUri && (await readText(settingsUri));
  return readProject({
    id: uri.toString(),
    name: isRoot ? folder.name : path.slice(path.lastIndexOf('/') + 1),
    location: isRoot ? '' : workspace.asRelativePath(uri),
    directory: localDirectory(uri),
    names,
    settings: settingsUri && text !== undefined ? { uri: settingsUri.toString(), text } : undefined,
  });
}

function localDirectory(uri: Uri): string | undefined {
  return uri.scheme === 'file' ? uri.fsPath : undefined;
}
