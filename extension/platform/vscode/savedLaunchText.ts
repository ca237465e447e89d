import { Uri } from 'vscode';

import type { ProfileInProject } from '../../core/profiles/profileStore.ts';
import { readProject } from '../../core/profiles/readProject.ts';
import { readText } from './workspaceFiles.ts';

/** What a launch of the profile goes by, as the file says now: watchers tell of a save later. */
export async function savedLaunchText({ project, profile }: ProfileInProject): Promise<string> {
  const { settingsFile } = project;
  const text = settingsFile === undefined ? undefined : await readText(Uri.parse(settingsFile));
  if (settingsFile === undefined || text === undefined) return profile.text;
  const now = readProject({ ...project, settings: { uri: settingsFile, text } });
  return now.profiles.find(({ id }) => id === profile.id)?.text ?? profile.text;
}
