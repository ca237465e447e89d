import type { EnvironmentEntry } from '../../../server-runtime/launch/model.ts';

/** The variables of a profile as the form has them: each once, for the last one of a name counts. */
export function shownVariables(entries: readonly EnvironmentEntry[]): EnvironmentEntry[] {
  const last = new Map(entries.map((entry) => [entry.name, entry]));
  return entries.filter((entry) => last.get(entry.name) === entry);
}
