/**
 * The path of the project folder that a settings file belongs to: `Properties/launchSettings.json` and
 * `My Project/launchSettings.json` belong to the folder above, `NAME.run.json` to its own. Paths have `/` between their
 * parts.
 */
export function projectFolderOf(settingsPath: string): string {
  const folder = settingsPath.slice(0, settingsPath.lastIndexOf('/'));
  if (!/\/launchSettings\.json$/i.test(settingsPath)) return folder;
  return /\/(Properties|My Project)$/.test(folder)
    ? folder.slice(0, folder.lastIndexOf('/'))
    : folder;
}

/** Whether a path is that of a settings file, wherever it is. */
export function isSettingsFile(path: string): boolean {
  return /\/launchSettings\.json$|\.run\.json$/i.test(path);
}

/** The two halves of a profile's id: the project's URI, whose own `#` is escaped, and the profile's name. */
export function splitProfileId(id: string): { projectId: string; name: string } {
  const at = id.indexOf('#');
  return at < 0
    ? { projectId: id, name: '' }
    : { projectId: id.slice(0, at), name: id.slice(at + 1) };
}
