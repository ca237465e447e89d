/** A folder that may hold profiles. Paths have `/` between their parts. */
export interface ProjectFolder {
  readonly path: string;
  /** The file that counts. */
  readonly settingsPath: string | undefined;
  /** Settings files beside it that do not count. */
  readonly ignoredPaths: readonly string[];
}

const settingsFile = /^(.*)\/(?:Properties|My Project)\/launchSettings\.json$/;
const runFile = /^(.*)\/[^/]+\.run\.json$/;
const startupFile = /^(.*)\/startup\.[cm]?[jt]s$/;
const programFile = /^(.*)\/program\.[cm]?[jt]s$/;
const wwwrootFile = /^(.*)\/wwwroot\/index\.html?$/;

/** Globs of the files that {@link projectFolders} looks at, and of what is never looked into. */
export const projectFileGlobs = {
  /** Settings files. */
  settings: '{**/Properties/launchSettings.json,**/My Project/launchSettings.json,**/*.run.json}',
  notSettings: '**/{node_modules,bin,obj}/**',
  /** What makes a folder a host project although it has no settings. */
  markers:
    '**/{startup.ts,startup.mts,startup.cts,startup.js,startup.mjs,startup.cjs,program.ts,program.mts,program.cts,program.js,program.mjs,program.cjs,index.html}',
  notMarkers: '**/{node_modules,bin,obj,dist,out,build}/**',
} as const;

/**
 * Groups the files found in a workspace by the project they belong to. `Properties/launchSettings.json` beats
 * `NAME.run.json`, as in `dotnet run`. A `program.*` alone is too common a file name to be a project: it counts in a
 * workspace folder's root, and beside a `package.json`.
 */
export function projectFolders(
  paths: readonly string[],
  isProjectRoot: (path: string) => boolean = () => false,
): ProjectFolder[] {
  const folders = new Map<string, { settings: string[]; runs: string[] }>();
  const folder = (path: string): { settings: string[]; runs: string[] } => {
    const known = folders.get(path) ?? { settings: [], runs: [] };
    folders.set(path, known);
    return known;
  };
  for (const path of paths) {
    const settings = settingsFile.exec(path)?.[1];
    const run = settings === undefined ? runFile.exec(path)?.[1] : undefined;
    if (settings !== undefined) folder(settings).settings.push(path);
    else if (run !== undefined) folder(run).runs.push(path);
    else {
      const marked = (startupFile.exec(path) ?? wwwrootFile.exec(path))?.[1];
      const program = programFile.exec(path)?.[1];
      if (marked !== undefined) folder(marked);
      else if (program !== undefined && isProjectRoot(program)) folder(program);
    }
  }
  return [...folders]
    .map(([path, { settings, runs }]) => {
      const [first, ...others] = [...settings.sort(), ...runs.sort()];
      return { path, settingsPath: first, ignoredPaths: others };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
