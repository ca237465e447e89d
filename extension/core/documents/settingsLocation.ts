/** Folders of a project whose `launchSettings.json` it is launched with. */
const settingsFolders: readonly string[] = ['Properties', 'My Project'];

/** Where a settings file is. */
export interface SettingsLocation {
  /** Path of the project folder that it belongs to. */
  readonly folder: string;
  /**
   * `properties`: in `Properties` or `My Project` of that folder; `run`: a `NAME.run.json` in the folder itself. Projects are
   * launched with these. `elsewhere`: a `launchSettings.json` that no tool looks at, but which is edited like one.
   */
  readonly place: 'properties' | 'run' | 'elsewhere';
}

/**
 * Tells settings files from all others, by their paths, and where they belong; undefined for other files. Every part of the
 * editor asks here. Paths have `/` between their names.
 * @param ignoresCase whether the file system takes names in any case for the same
 */
export function settingsLocation(path: string, ignoresCase: boolean): SettingsLocation | undefined {
  const fold = (name: string): string => (ignoresCase ? name.toLowerCase() : name);
  const [folder, name] = split(path);
  if (fold(name) === fold('launchSettings.json')) {
    const [above, last] = split(folder);
    const isRead = settingsFolders.some((known) => fold(known) === fold(last));
    return isRead ? { folder: above, place: 'properties' } : { folder, place: 'elsewhere' };
  }
  return fold(name).endsWith('.run.json') ? { folder, place: 'run' } : undefined;
}

function split(path: string): readonly [folder: string, name: string] {
  const slash = path.lastIndexOf('/');
  return [path.slice(0, Math.max(0, slash)), path.slice(slash + 1)];
}

/**
 * Globs of the files that {@link settingsLocation} tells apart.
 * @param where `used`: those that projects are launched with; `any`: all of them
 */
export function settingsGlobs(where: 'used' | 'any', ignoresCase: boolean): string[] {
  const folders = where === 'used' ? settingsFolders.map((name) => `${name}/`) : [''];
  const globs = [...folders.map((folder) => `**/${folder}launchSettings.json`), '**/*.run.json'];
  const inAnyCase = (glob: string): string =>
    glob.replaceAll(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
  return ignoresCase ? globs.map(inAnyCase) : globs;
}

/** The path of the project folder that a file belongs to as settings, whatever its name. */
export function projectFolderOf(path: string): string {
  return settingsLocation(path, true)?.folder ?? split(path)[0];
}

/** The two halves of a profile's id: the project's URI, whose own `#` is escaped, and the profile's name. */
export function splitProfileId(id: string): { projectId: string; name: string } {
  const at = id.indexOf('#');
  return at < 0
    ? { projectId: id, name: '' }
    : { projectId: id.slice(0, at), name: id.slice(at + 1) };
}
