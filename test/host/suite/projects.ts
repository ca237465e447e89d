// Projects of the workspace, as they are read from settings that need not be on the disk.
import { Uri } from 'vscode';
import type { Project } from '../../../extension/core/profiles/project.ts';
import { readProject } from '../../../extension/core/profiles/readProject.ts';
import { workspaceUri } from './serverProfiles.ts';

/** A project of the workspace; the workspace folder itself without a path. */
export function workspaceProject(path: string, settings: string): Project {
  const uri = path === '' ? workspaceUri() : Uri.joinPath(workspaceUri(), path);
  return readProject({
    ...{ id: uri.toString(), name: path || 'root', location: path, directory: uri.fsPath },
    ...{ names: ['startup.js'], settings: { uri: `${uri.toString()}/s.json`, text: settings } },
  });
}

/** Settings with profiles of these names and commands. */
export function profilesText(
  commands: Readonly<Record<string, string>>,
  more: object = {},
): string {
  const all = Object.entries(commands).map(([name, commandName]) => [
    name,
    { commandName, ...more },
  ]);
  return JSON.stringify({ profiles: Object.fromEntries(all) });
}
