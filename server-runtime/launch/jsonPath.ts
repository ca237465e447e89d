/** A place in the file as diagnostics name it: `profiles.web.applicationUrl`; names that dots would tear are in `["…"]`. */
export function jsonPath(...segments: readonly string[]): string {
  return segments.reduce(childPath, '');
}

/** The path of a member of the object at a path. */
export function childPath(path: string, name: string): string {
  if (name === '' || /[.[\]"]/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

/** The last name of a path. */
export function lastName(path: string): string {
  const bracketed = /\[("(?:[^"\\]|\\.)*")\]$/.exec(path)?.[1];
  if (bracketed !== undefined) return String(JSON.parse(bracketed));
  return path.slice(path.lastIndexOf('.') + 1);
}
