import type { Project } from './project.ts';

/** What tells one profile from another. */
interface NamedProfile {
  readonly project: Pick<Project, 'id' | 'name' | 'location'>;
  readonly profile: { readonly name: string };
}

/**
 * A profile's name, with its project where another project of the window has a profile of that name.
 * @param shownName the name as people see it
 */
export function profileTitle(
  { project, profile }: NamedProfile,
  all: readonly Project[],
  shownName = profile.name,
): string {
  const namesakes = all.filter(
    ({ id, profiles }) => id !== project.id && profiles.some(({ name }) => name === profile.name),
  );
  if (namesakes.length === 0) return shownName;
  const rivals = namesakes.filter(({ name }) => name === project.name);
  const place =
    rivals.length === 0
      ? project.name
      : shortPlace(projectPlace(project), rivals.map(projectPlace));
  return `${shownName} (${place})`;
}

/** Where a project is, for people: its path in the workspace, or the name of the workspace folder that it is. */
export function projectPlace({ name, location }: Pick<Project, 'name' | 'location'>): string {
  return location || name;
}

/** The last folder of a path, with as few of those above it as tell it from the other paths: `billing/…/web`. */
function shortPlace(place: string, others: readonly string[]): string {
  const folders = place.split('/');
  const last = folders.length - 1;
  const isTold = (start: number, end: number): boolean => {
    const part = `/${folders.slice(start, end).join('/')}/`;
    return others.every((other) => !`/${other}/`.includes(part));
  };
  for (let count = 1; count <= last; count++) {
    for (let start = last - count; start >= 0; start--) {
      const end = start + count;
      if (!isTold(start, end)) continue;
      const part = folders.slice(start, end).join('/');
      return [part, ...(end < last ? ['…'] : []), folders[last]].join('/');
    }
  }
  return place;
}
