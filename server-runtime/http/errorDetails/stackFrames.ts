import { fileURLToPath } from 'node:url';

/** One call in a stack trace that is in a file. */
export interface StackFrame {
  /** The function, or `(anonymous)`. */
  name: string;
  path: string;
  line: number;
}

/** The calls of a V8 stack trace that are in files, the innermost first. */
export function parseStack(stack: string): StackFrame[] {
  const frames: StackFrame[] = [];
  for (const text of stack.split('\n')) {
    const found =
      /^\s+at (?:(.+?) \()?(?:async )?((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]+?):(\d+):\d+\)?$/.exec(
        text,
      );
    if (!found) continue;
    const [, name = '(anonymous)', location = '', line] = found;
    const path = location.startsWith('file:') ? fileURLToPath(location) : location;
    frames.push({ name, path, line: Number(line) });
  }
  return frames;
}
