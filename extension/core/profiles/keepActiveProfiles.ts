import type { LocalizableText } from '../../../server-runtime/contracts/localizableText.ts';
import type { Project, ProjectProfile } from './project.ts';

/**
 * The projects as found, with the profiles that went from their file while they run: what runs must stay in sight, so
 * that it can be stopped. These are marked as unavailable, for the given reason.
 */
export function keepActiveProfiles(
  previous: readonly Project[],
  found: readonly Project[],
  isActive: (profileId: string) => boolean,
  reason: LocalizableText,
): Project[] {
  const there = new Set(found.flatMap(({ profiles }) => profiles.map(({ id }) => id)));
  const missing = (project: Project): ProjectProfile[] =>
    project.profiles
      .filter(({ id }) => !there.has(id) && isActive(id))
      .map((profile) => ({ ...profile, unavailable: reason }));
  const kept = new Map(
    previous
      .map((project) => [project.id, { project, profiles: missing(project) }] as const)
      .filter(([, { profiles }]) => profiles.length > 0),
  );
  const present = found.map((project) => {
    const more = kept.get(project.id);
    kept.delete(project.id);
    return more ? { ...project, profiles: [...project.profiles, ...more.profiles] } : project;
  });
  const gone = [...kept.values()].map(({ project, profiles }) => ({
    ...project,
    settingsFile: undefined,
    diagnostics: [],
    profiles,
  }));
  return [...present, ...gone];
}
