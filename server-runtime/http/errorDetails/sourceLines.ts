import { readFileSync } from 'node:fs';

/** How many lines to show before and after the one that matters, as ASP.NET Core does. */
const linesAround = 6;

/** The lines of a file around one, numbered from 1. Empty when the file cannot be read or has no such line. */
export function readSourceLines(path: string, line: number): { number: number; text: string }[] {
  let lines: string[];
  try {
    lines = readFileSync(path, 'utf8').split(/\r?\n/);
  } catch {
    return [];
  }
  if (line > lines.length) return [];
  const first = Math.max(1, line - linesAround);
  return lines
    .slice(first - 1, line + linesAround)
    .map((text, index) => ({ number: first + index, text }));
}
