/**
 * What a project folder holds: an app for the bundled runtime (`startup.*`, `program.*` or `wwwroot`), a .NET project,
 * or neither, so that only Executable profiles run.
 */
export type ProjectKind = 'host' | 'dotnet' | 'executable';

/** What the names in a project folder tell about it. */
export interface ProjectContent {
  readonly kind: ProjectKind;
  /** File name of the .NET project. */
  readonly projectFile?: string;
  /** File name of `program.*`, else of `startup.*`. Absent for a plain `wwwroot` site. */
  readonly entry?: string;
}

/** Extensions of modules that the host runtime loads, in the order of preference. */
const moduleExtensions = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'] as const;

/**
 * Finds out the kind of a project from the names in its folder (files and folders). A .NET project file wins: .NET web
 * projects have a `wwwroot` too. With several project files the first in alphabetical order counts.
 */
export function projectContentOf(names: readonly string[]): ProjectContent {
  const projectFile = names.filter((name) => /\.(cs|fs|vb)proj$/i.test(name)).toSorted()[0];
  if (projectFile !== undefined) return { kind: 'dotnet', projectFile };
  const entry = findModule(names, 'program') ?? findModule(names, 'startup');
  if (entry !== undefined) return { kind: 'host', entry };
  return { kind: names.includes('wwwroot') ? 'host' : 'executable' };
}

function findModule(names: readonly string[], stem: string): string | undefined {
  return moduleExtensions
    .map((extension) => `${stem}.${extension}`)
    .map((wanted) => names.find((name) => name.toLowerCase() === wanted))
    .find((name) => name !== undefined);
}
