import path from 'node:path';
import { type CodeLocation, isUserFile, parseLocations } from './stackFrames.ts';

/** An error that ended a program, as its runtime has written it. */
export interface UnhandledError {
  /** The line that names it, as `ReferenceError: x is not defined`. */
  readonly summary: string;
  /** The innermost place in the project's own code. */
  readonly place: CodeLocation | undefined;
}

/** Finds what Node, .NET or Python say last of an error that nobody caught; undefined when they say nothing of that kind. */
export function unhandledError(
  lines: readonly string[],
  projectFolder: string,
): UnhandledError | undefined {
  return (
    ofNode(lines, projectFolder) ?? ofDotnet(lines, projectFolder) ?? ofPython(lines, projectFolder)
  );
}

/** Node shows the line of code with carets below it, then the error, and ends with its version. */
function ofNode(lines: readonly string[], projectFolder: string): UnhandledError | undefined {
  const end = lines.findLastIndex((line) => /^Node\.js v\d/.test(line));
  const carets = lines.slice(0, Math.max(0, end)).findLastIndex((line) => /^\s*\^+$/.test(line));
  if (carets < 0) return undefined;
  const report = lines.slice(carets + 1, end);
  const summary = report.find((line) => line.trim() !== '');
  if (summary === undefined) return undefined;
  const source = lines.slice(Math.max(0, carets - 2), carets);
  const [place] = [...report, ...source].flatMap((line) => parseLocations(line, projectFolder));
  return { summary, place };
}

function ofDotnet(lines: readonly string[], projectFolder: string): UnhandledError | undefined {
  const mark = /^Unhandled exception\. (.+)$/;
  const head = lines.findLastIndex((line) => mark.test(line));
  const summary = mark.exec(lines[head] ?? '')?.[1];
  if (summary === undefined) return undefined;
  const frames = placesIn(lines.slice(head), /^\s+at .* in (.+):line (\d+)$/, projectFolder);
  return { summary, place: frames[0] };
}

function ofPython(lines: readonly string[], projectFolder: string): UnhandledError | undefined {
  const frame = /^\s+File "(.+)", line (\d+)/;
  // A syntax error of the program itself has one frame, and no title above it.
  const title = lines.lastIndexOf('Traceback (most recent call last):');
  const head = title < 0 ? lines.findLastIndex((line) => frame.test(line)) : title + 1;
  if (head < 0) return undefined;
  const after = lines.slice(head);
  const summary = after.find((line) => /^\S/.test(line));
  if (summary === undefined) return undefined;
  return { summary, place: placesIn(after, frame, projectFolder).at(-1) };
}

function placesIn(lines: readonly string[], frame: RegExp, projectFolder: string): CodeLocation[] {
  return lines.flatMap((line) => {
    const [, name, row] = frame.exec(line) ?? [];
    if (name === undefined) return [];
    const file = path.resolve(projectFolder, name);
    return isUserFile(file, projectFolder) ? [{ file, line: Number(row) }] : [];
  });
}
