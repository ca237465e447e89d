import type { ProfileInProject } from '../../core/profiles/profileStore.ts';
import type { ServerSnapshot } from '../../core/servers/serverSnapshot.ts';

/** Which profiles the tree shows. */
export interface TreeFilter {
  /** Words that name, kind or project have to contain, whatever their case. */
  readonly text: string;
  /** Only what runs, or only what failed; undefined for any state. */
  readonly state: 'running' | 'failed' | undefined;
}

/** Whether the filter lets a profile through. */
export function passes(
  { text, state }: TreeFilter,
  { project, profile }: ProfileInProject,
  server: ServerSnapshot | undefined,
): boolean {
  if (state === 'running' && (!server || server.hasEnded)) return false;
  if (state === 'failed' && server?.state !== 'failed' && server?.state !== 'degraded') {
    return false;
  }
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const { name, label } = profile;
  const shown = [name, label, project.name, project.location].join('\n').toLowerCase();
  return words.every((word) => shown.includes(word));
}
