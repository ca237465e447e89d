import { settingsLocation } from '../documents/settingsLocation.ts';

/** A folder that may hold profiles. Paths have `/` between their parts. */
export interface ProjectFolder {
  readonly path: string;
  /** The settings file that counts. */
  readonly settingsPath: string | undefined;
  /** Settings files beside it that do not count. */
  readonly ignoredPaths: readonly string[];
  /** False when only a common file name hints at a project. */
  readonly isCertain: boolean;
}

const wwwrootFile = /^(.*)\/wwwroot\/index\.html$/;
const moduleFile = /^(.*)\/(startup|program)\.[cm]?[jt]s$/;
/** What tells the kind of a project, or confirms that there is one. */
const otherSign = /\/(?:wwwroot|package\.json|[^/]+\.(?:cs|fs|vb)proj)$/;

const moduleGlobs = ['startup', 'program'].flatMap((stem) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `**/${stem}.${extension}`),
);

const generated = ['node_modules', 'bin', 'obj'];
const outputs = [...generated, 'dist', 'out', 'build'];

/** Globs of the files besides settings that {@link projectFolders} looks at, and of what is never looked into. */
export const projectFileGlobs = {
  notSettings: `**/{${generated.join(',')}}/**`,
  /** What makes a folder a host project although it has no settings. */
  markers: `{${moduleGlobs.join(',')},**/wwwroot/index.html}`,
  notMarkers: `**/{${outputs.join(',')}}/**`,
} as const;

/** Names of folders that are never looked into, where each one is read. */
export const skippedFolders: ReadonlySet<string> = new Set([...outputs, '.git']);

interface Found {
  readonly settings: string[];
  readonly runs: string[];
  readonly marks: Set<string>;
}

/**
 * Groups the files found in a workspace by the project they belong to. `Properties/launchSettings.json` beats
 * `NAME.run.json`, as in `dotnet run`. Many a program has a file `startup.ts` or `program.ts`, so one of them alone is
 * no certain sign.
 */
export function projectFolders(paths: readonly string[], ignoresCase: boolean): ProjectFolder[] {
  const folders = new Map<string, Found>();
  for (const path of paths) {
    const settings = settingsLocation(path, ignoresCase);
    if (settings?.place === 'properties') folderOf(folders, settings.folder).settings.push(path);
    if (settings?.place === 'run') folderOf(folders, settings.folder).runs.push(path);
    const wwwroot = wwwrootFile.exec(path)?.[1];
    if (wwwroot !== undefined) folderOf(folders, wwwroot).marks.add('wwwroot');
    const [, module, stem] = moduleFile.exec(path) ?? [];
    if (module !== undefined && stem !== undefined) folderOf(folders, module).marks.add(stem);
  }
  return [...folders]
    .map(([path, { settings, runs, marks }]) => {
      const [settingsPath, ...ignoredPaths] = [...settings.toSorted(), ...runs.toSorted()];
      const isCertain = settingsPath !== undefined || marks.has('wwwroot') || marks.size > 1;
      return { path, settingsPath, ignoredPaths, isCertain };
    })
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether the names in the folder of an uncertain project say that it is one. */
export function confirmsProject(names: readonly string[]): boolean {
  return names.includes('package.json') || names.includes('wwwroot');
}

/**
 * Whether what is read of projects may be another after the file was written.
 * @param path below the workspace folder, with `/` between its names
 */
export function isProjectSettings(path: string, ignoresCase: boolean): boolean {
  const place = settingsLocation(path, ignoresCase)?.place ?? 'elsewhere';
  return place !== 'elsewhere' && !isBelow(`/${path}`, generated);
}

/**
 * Whether {@link projectFolders} may find something else after the file or folder came or went.
 * @param path below the workspace folder, with `/` between its names
 */
export function isPartOfProject(path: string, ignoresCase: boolean): boolean {
  // A folder that comes may bring the settings that belong into it.
  const settings = [path, `${path}/launchSettings.json`];
  if (settings.some((one) => isProjectSettings(one, ignoresCase))) return true;
  const rooted = `/${path}`;
  const signs = [wwwrootFile, moduleFile, otherSign];
  return signs.some((sign) => sign.test(rooted)) && !isBelow(rooted, outputs);
}

function isBelow(rooted: string, names: readonly string[]): boolean {
  return names.some((name) => rooted.includes(`/${name}/`));
}

function folderOf(folders: Map<string, Found>, path: string): Found {
  const known = folders.get(path) ?? { settings: [], runs: [], marks: new Set<string>() };
  folders.set(path, known);
  return known;
}
