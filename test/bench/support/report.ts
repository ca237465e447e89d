import { median, quantile, type Series } from './statistics.ts';

let missed = 0;

/** `12.3 ms (11.9 … 13.0)`: median and the middle half of the rounds. */
export function summary({ values }: Series, unit = '', digits = 1): string {
  const [low, middle, high] = [quantile(values, 0.25), median(values), quantile(values, 0.75)];
  const text = [low, middle, high].map((value) => value.toFixed(digits));
  return `${text[1]}${unit && ` ${unit}`} (${text[0]} … ${text[2]})`;
}

/** One line of the report. */
export function print(name: string, text: string): void {
  console.log(`  ${name.padEnd(46)} ${text}`);
}

/** A line with its target: the value must not be above it. */
export function printTarget(name: string, value: number, limit: number, text: string): void {
  const isMet = value <= limit;
  if (!isMet) missed += 1;
  print(name, `${text}   target at most ${limit}: ${isMet ? 'pass' : 'MISS'}`);
}

/** Last line of a bench. A miss is a fact to read, not a failed run. */
export function printVerdict(): void {
  console.log(missed === 0 ? '\nAll targets met.' : `\n${missed} target(s) missed.`);
}
