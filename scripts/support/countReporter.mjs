// node:test reporter: prints what failed as it fails, and leaves the counts in the file that COUNTS_FILE names.
import { writeFileSync } from 'node:fs';
import { inspect } from 'node:util';

/** The error that the test threw, without the runner's wrapping. */
function describe(error) {
  const cause = error?.cause instanceof Error ? error.cause : (error?.cause ?? error);
  if (cause?.code === 'ERR_ASSERTION') return cause.stack;
  return typeof cause === 'string' ? cause : inspect(cause, { depth: 4 });
}

export default async function* countReporter(events) {
  const skipped = [];
  const path = [];
  let counts;
  for await (const { type, data } of events) {
    if (type === 'test:start') {
      path.length = data.nesting;
      path[data.nesting] = data.name;
    } else if (type === 'test:stdout' || type === 'test:stderr') {
      if (process.env.VERBOSE) yield data.message;
    } else if (type === 'test:pass') {
      const name = [...path.slice(0, data.nesting), data.name].join(' › ');
      if (data.skip !== undefined) skipped.push({ name, reason: String(data.skip) });
      else if (process.env.VERBOSE) yield `  ✔ ${name}\n`;
    } else if (type === 'test:fail') {
      const isParentOfFailure = data.details?.error?.failureType === 'subtestsFailed';
      const name = [...path.slice(0, data.nesting), data.name].join(' › ');
      if (!isParentOfFailure) {
        const where = data.file ? ` (${data.file}:${data.line})` : '';
        const text = describe(data.details.error).replaceAll('\n', '\n    ');
        yield `  ✖ ${name}${where}\n    ${text}\n`;
      }
    } else if (type === 'test:diagnostic' && data.message.startsWith('screenshot: ')) {
      yield `    ${data.message}\n`;
    } else if (type === 'test:summary' && data.file === undefined) {
      counts = data.counts;
    }
  }
  if (!counts) return;
  // A test left for later is not a test that holds.
  const failed = counts.failed + counts.cancelled + counts.todo;
  const result = { passed: counts.passed, failed, skipped };
  if (process.env.COUNTS_FILE) writeFileSync(process.env.COUNTS_FILE, JSON.stringify(result));
  else yield `  ${result.passed} passed, ${failed} failed, ${skipped.length} skipped\n`;
}
