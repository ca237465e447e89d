import type { RequestDelegate } from '../../http/requestDelegate.ts';
import { readSourceLines } from './sourceLines.ts';
import { parseStack, type StackFrame } from './stackFrames.ts';

/**
 * Answers every request with 500 and a page that says why the app did not start. The details, with the lines of source
 * around each frame, are for developers only.
 */
export function startupErrorPage(error: unknown, isDetailed: boolean): RequestDelegate {
  const page = isDetailed ? detailedPage(error) : genericPage();
  return async ({ response }) => {
    response.statusCode = 500;
    response.headers.set('Cache-Control', 'no-cache,no-store');
    response.headers.set('Pragma', 'no-cache');
    response.contentType = 'text/html; charset=utf-8';
    await response.write(page);
  };
}

function genericPage(): string {
  return layout(
    '<p>An error occurred while starting the application.</p>' +
      '<p>Details are shown in the Development environment, or with the setting detailedErrors. The log has them too.</p>',
  );
}

function detailedPage(error: unknown): string {
  const parts = ['<p>An error occurred while starting the application.</p>'];
  for (const cause of causes(error)) parts.push(describe(cause));
  parts.push(
    `<footer>Node ${escapeHtml(process.version)} on ${escapeHtml(process.platform)}</footer>`,
  );
  return layout(parts.join('\n'));
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

function layout(body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Application startup error</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
pre { background: #f4f4f4; padding: .5rem; overflow-x: auto } mark { background: #ffd6d6 }
footer { color: #555; border-top: 1px solid #ccc; margin-top: 2rem }
</style></head>
<body>
<h1>Application startup error</h1>
${body}
</body>
</html>
`;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}
