import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { localizableText } from '../contracts/localizableText.ts';
import { type ProjectContent, projectContentOf } from '../launch/projectKind.ts';
import { LaunchFailure } from './launchFailure.ts';
import { UsageError } from './usageError.ts';

/** A project folder on disk. */
export interface Project {
  /** Absolute. */
  directory: string;
  content: ProjectContent;
  /** The launch settings; absent when there is no such file. */
  settings?: { file: string; text: string };
  /** Where launch settings were looked for, the one that wins first. */
  settingsCandidates: readonly string[];
  /** A second settings file that is there but does not count. */
  ignoredSettingsFile?: string;
}

/**
 * Looks at a project folder, or at the folder of a project file.
 * @throws UsageError when there is no such folder, LaunchFailure when its settings cannot be read
 */
export function openProject(location: string): Project {
  const { directory, names, projectFile } = listFolder(path.resolve(location));
  const detected = projectContentOf(names);
  const content: ProjectContent = projectFile ? { kind: 'dotnet', projectFile } : detected;
  const settingsCandidates = settingsFilesOf(content).map((file) => path.join(directory, file));
  const [file, ignoredSettingsFile] = settingsCandidates.filter(isFile);
  return {
    directory,
    content,
    settingsCandidates,
    ...(file !== undefined && { settings: { file, text: readSettings(file) } }),
    ...(ignoredSettingsFile !== undefined && { ignoredSettingsFile }),
  };
}

function listFolder(location: string): {
  directory: string;
  names: string[];
  projectFile?: string;
} {
  try {
    if (/\.(cs|fs|vb)proj$/i.test(location) && statSync(location).isFile()) {
      const directory = path.dirname(location);
      return { directory, names: readdirSync(directory), projectFile: path.basename(location) };
    }
    return { directory: location, names: readdirSync(location) };
  } catch {
    throw new UsageError(
      `there is no project folder '${location}'; --project names an existing folder`,
    );
  }
}

/** As `dotnet run` looks for them: `My Project` for Visual Basic, then `<name>.run.json` beside the project file. */
function settingsFilesOf(content: ProjectContent): string[] {
  const isVisualBasic = /\.vbproj$/i.test(content.projectFile ?? '');
  const folder = isVisualBasic ? 'My Project' : 'Properties';
  const main = content.projectFile ?? content.entry;
  return [
    path.join(folder, 'launchSettings.json'),
    ...(main === undefined ? [] : [`${path.parse(main).name}.run.json`]),
  ];
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

function readSettings(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new LaunchFailure(
      'settings-unreadable',
      localizableText('{0} cannot be read: {1}', file, (error as Error).message),
      { help: [localizableText('Check the permissions of the file.')], cause: error },
    );
  }
}
