import { escapeHtml } from '../../primitives/escapeHtml.ts';
import { readSourceLines } from './sourceLines.ts';
import { parseStack, type StackFrame } from './stackFrames.ts';

/** Style of what {@link formatErrorDetails} makes, for light and dark. */
export const errorDetailsStyle = `
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1, h2 { overflow-wrap: anywhere }
pre { background: color-mix(in srgb, currentColor 7%, transparent); padding: .5rem; overflow-x: auto }
mark { background: color-mix(in srgb, #f33 25%, transparent); color: inherit }
footer { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); margin-top: 2rem }
`;

/**
 * What was thrown, and what it names as its causes, as part of a page: message, calls with the lines of source around
 * each, and the stack as text. For developers only: it shows source.
 */
export function formatErrorDetails(error: unknown): string {
  return causes(error).map(describe).join('\n');
}

/** An error and those that it names as its cause, the first one first. */
function causes(error: unknown): unknown[] {
  const found: unknown[] = [];
  for (let cause = error; cause !== undefined && !found.includes(cause);) {
    found.push(cause);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return found;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return `<h2>${escapeHtml(String(error))}</h2>`;
  const frames = parseStack(error.stack ?? '');
  const title = `<h2>${escapeHtml(error.name)}: ${escapeHtml(error.message)}</h2>`;
  const list = frames.map((frame) => `<li>${describeFrame(frame)}</li>`).join('\n');
  const raw = `<details><summary>As text</summary><pre>${escapeHtml(error.stack ?? '')}</pre></details>`;
  return `${title}\n<ol>${list}</ol>\n${raw}`;
}

function describeFrame(frame: StackFrame): string {
  const where = `<code>${escapeHtml(frame.name)}</code> ${escapeHtml(frame.path)}:${frame.line}`;
  const lines = readSourceLines(frame.path, frame.line).map(({ number, text }) => {
    const line = `${String(number).padStart(5)}  ${escapeHtml(text)}`;
    return number === frame.line ? `<mark>${line}</mark>` : line;
  });
  return lines.length > 0 ? `${where}<pre>${lines.join('\n')}</pre>` : where;
}
