import type { Project, ProjectProfile } from './project.ts';

/**
 * What a profile is called now: another name stands before the very same content, and nobody had that name before.
 * Undefined when the profile is there, or went without such a trace. One that is only kept because it runs counts as gone.
 */
export function renamedProfile(
  before: Project | undefined,
  after: Project | undefined,
  id: string,
): string | undefined {
  const old = before?.profiles.find((profile) => profile.id === id);
  const kept = after?.profiles.find((profile) => profile.id === id);
  const isGone = old && (!kept || (kept.text === old.text && isWithdrawn(old, kept)));
  if (!isGone) return undefined;
  const known = new Set(before?.profiles.map((profile) => profile.id));
  const candidates = after?.profiles.filter(
    (profile) => !known.has(profile.id) && contentOf(profile) === contentOf(old),
  );
  return candidates?.length === 1 ? candidates[0]?.id : undefined;
}

function isWithdrawn(old: ProjectProfile, kept: ProjectProfile): boolean {
  return old.unavailable === undefined && kept.unavailable !== undefined;
}

function contentOf({ text, settings }: ProjectProfile): string {
  return text.slice(settings.nameRange.length);
}
