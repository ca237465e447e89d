import type { LogLevel } from './logLevel.ts';

/** Lets entries from a level on through, for the categories and the provider that it names. */
export interface LogFilter {
  /** Start of the category, whatever its case, with at most one `*`; undefined: every category. */
  readonly category?: string | undefined;
  /** The least level that passes; `none`: nothing does. */
  readonly level: LogLevel;
  /** Name of the one provider that it is for; undefined: all. */
  readonly provider?: string | undefined;
}

/**
 * The least level that reaches a provider in a category: of the filters that match, one for the provider beats one for
 * all, then the longest category wins, then the last one.
 */
export function selectLevel(
  filters: readonly LogFilter[],
  provider: string,
  category: string,
  fallback: LogLevel,
): LogLevel {
  let best: LogFilter | undefined;
  for (const filter of filters) {
    if (filter.provider !== undefined && !equalsIgnoreCase(filter.provider, provider)) continue;
    if (!matchesCategory(filter.category, category)) continue;
    if (best === undefined || !isBetter(best, filter)) best = filter;
  }
  return best?.level ?? fallback;
}

/** True when the first is strictly the more specific one. */
function isBetter(first: LogFilter, second: LogFilter): boolean {
  const hasProvider = first.provider !== undefined;
  if (hasProvider !== (second.provider !== undefined)) return hasProvider;
  return (first.category?.length ?? -1) > (second.category?.length ?? -1);
}

function matchesCategory(pattern: string | undefined, category: string): boolean {
  if (pattern === undefined) return true;
  const wanted = pattern.toLowerCase();
  const name = category.toLowerCase();
  const star = wanted.indexOf('*');
  if (star < 0) return name.startsWith(wanted);
  const suffix = wanted.slice(star + 1);
  return (
    name.length >= wanted.length - 1 &&
    name.startsWith(wanted.slice(0, star)) &&
    name.endsWith(suffix)
  );
}

function equalsIgnoreCase(first: string, second: string): boolean {
  return first.toLowerCase() === second.toLowerCase();
}
