/** Middle value; the mean of the two in the middle of an even number. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Value below which this share (0 to 1) of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** What one candidate measured, round by round. */
export interface Series {
  name: string;
  values: number[];
}

/**
 * Measures every candidate once per round, in turn, and starts each round with another one: what the machine does
 * besides hits all of them alike.
 */
export async function interleave(
  rounds: number,
  candidates: Readonly<Record<string, () => Promise<number>>>,
): Promise<Map<string, Series>> {
  const names = Object.keys(candidates);
  const series = new Map(names.map((name) => [name, { name, values: [] as number[] }]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length]!;
      series.get(name)!.values.push(await candidates[name]!());
    }
  }
  return series;
}

/** Ratios round by round: neighbours in time share the machine's mood, so their ratio spreads less than the values. */
export function ratios(of: Series, to: Series): Series {
  const values = of.values.map((value, round) => value / to.values[round]!);
  return { name: `${of.name} / ${to.name}`, values };
}
