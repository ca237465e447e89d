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
  const isTold = namesakes.every(({ name }) => name !== project.name);
  return `${shownName} (${isTold ? project.name : projectPlace(project)})`;
}

/** Where a project is, for people: its path in the workspace, or the name of the workspace folder that it is. */
export function projectPlace({ name, location }: Pick<Project, 'name' | 'location'>): string {
  return location || name;
}
