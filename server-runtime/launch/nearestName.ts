/** The candidates that a mistyped name probably meant, nearest first; names that differ by case only come first. */
export function nearestNames(name: string, candidates: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  const limit = wanted.length < 5 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  return candidates
    .map((candidate) => ({ candidate, distance: distanceTo(wanted, candidate.toLowerCase()) }))
    .filter((entry) => entry.distance <= limit && entry.distance < entry.candidate.length)
    .sort((a, b) => a.distance - b.distance)
    .map((entry) => entry.candidate);
}

/** Whether a name can hardly be meant otherwise: another case, or one slip in a name that is not short. */
export function isSpellingOf(name: string, candidate: string): boolean {
  const [wanted, meant] = [name.trim().toLowerCase(), candidate.toLowerCase()];
  return wanted === meant || (meant.length > 4 && editDistance(wanted, meant) === 1);
}

/** Edit distance, less when one text starts with the other, as people abbreviate. */
function distanceTo(wanted: string, candidate: string): number {
  if (wanted.length > 1 && (candidate.startsWith(wanted) || wanted.startsWith(candidate))) {
    return wanted === candidate ? 0 : 1;
  }
  return editDistance(wanted, candidate);
}

/** How many characters are missing, too much, wrong, or changed places with the next one (optimal string alignment). */
function editDistance(wanted: string, candidate: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: candidate.length + 1 }, (_, i) => i);
  for (let i = 1; i <= wanted.length; i++) {
    const current = [i];
    for (let j = 1; j <= candidate.length; j++) {
      const replace = (previous[j - 1] ?? 0) + (wanted[i - 1] === candidate[j - 1] ? 0 : 1);
      const isSwap = wanted[i - 1] === candidate[j - 2] && wanted[i - 2] === candidate[j - 1];
      const swap = i > 1 && j > 1 && isSwap ? (before[j - 2] ?? 0) + 1 : Infinity;
      current.push(Math.min(replace, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, swap));
    }
    [before, previous] = [previous, current];
  }
  return previous[candidate.length] ?? 0;
}
