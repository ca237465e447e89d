import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A place in the user's code. */
export interface CodeLocation {
  file: string;
  /** From 1; absent when only the file is known. */
  line?: number;
  /** From 1; absent in the report of a syntax error. */
  column?: number;
}

/**
 * The first frame of an error that is in the project's own code: below its folder and not in `node_modules`. A syntax
 * error has no frame of the file; Node puts the file and line on the first line of the stack instead.
 */
export function firstUserFrame(error: unknown, projectFolder: string): CodeLocation | undefined {
  if (!(error instanceof Error)) return undefined;
  const [first] = parseLocations(error.stack ?? '', projectFolder);
  return first ?? importingFile(error, projectFolder);
}

/** The places in the project's own code that a text in the form of a stack names. */
export function parseLocations(text: string, projectFolder: string): CodeLocation[] {
  return text
    .split('\n')
    .map((line) => parseFrame(line) ?? parseSyntaxErrorHeader(line))
    .filter((location) => location !== undefined)
    .filter(({ file }) => isUserFile(file, projectFolder));
}

/** A module that is not found has no frame, but Node names the file that imports it. */
function importingFile(error: Error, projectFolder: string): CodeLocation | undefined {
  const file = / imported from (.+)$/m.exec(error.message)?.[1];
  return file && isUserFile(file, projectFolder) ? { file } : undefined;
}

/** `startup.ts:12:5`, relative to the project. */
export function formatLocation(location: CodeLocation, projectFolder: string): string {
  const file = path.relative(projectFolder, location.file);
  return [file, location.line, location.column].filter((part) => part !== undefined).join(':');
}

function parseFrame(line: string): CodeLocation | undefined {
  const match =
    /^\s+at (?:async )?(?:.*?\()?((?:file:\/\/|\/|[A-Za-z]:\\).*?):(\d+):(\d+)\)?$/.exec(line);
  if (!match) return undefined;
  return { file: toPath(match[1]!), line: Number(match[2]), column: Number(match[3]) };
}

function parseSyntaxErrorHeader(line: string): CodeLocation | undefined {
  const match = /^((?:file:\/\/|\/|[A-Za-z]:\\)[^\n]*?):(\d+)$/.exec(line);
  return match ? { file: toPath(match[1]!), line: Number(match[2]) } : undefined;
}

function toPath(text: string): string {
  if (!text.startsWith('file://')) return text;
  try {
    return fileURLToPath(text.replace(/\?.*$/, ''));
  } catch {
    return text;
  }
}

/** Whether a file is the project's own: below its folder and not in `node_modules`. */
export function isUserFile(file: string, projectFolder: string): boolean {
  const relative = path.relative(projectFolder, file);
  const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return isInside && !relative.split(path.sep).includes('node_modules');
}
