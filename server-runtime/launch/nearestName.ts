/** The candidates that a mistyped name probably meant, nearest first; names that differ by case only come first. */
export function nearestNames(name: string, candidates: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  return candidates
    .map((candidate) => ({ candidate, distance: distanceTo(wanted, candidate.toLowerCase()) }))
    .filter((entry) => entry.distance <= limit && entry.distance < entry.candidate.length)
    .sort((a, b) => a.distance - b.distance)
    .map((entry) => entry.candidate);
}

/** Edit distance (insert, delete, replace), less when one text starts with the other, as people abbreviate. */
function distanceTo(wanted: string, candidate: string): number {
  if (wanted.length > 1 && (candidate.startsWith(wanted) || wanted.startsWith(candidate))) {
    return wanted === candidate ? 0 : 1;
  }
  let previous = Array.from({ length: candidate.length + 1 }, (_, i) => i);
  for (let i = 1; i <= wanted.length; i++) {
    const current = [i];
    for (let j = 1; j <= candidate.length; j++) {
      const replace = (previous[j - 1] ?? 0) + (wanted[i - 1] === candidate[j - 1] ? 0 : 1);
      current.push(Math.min(replace, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[candidate.length] ?? 0;
}
