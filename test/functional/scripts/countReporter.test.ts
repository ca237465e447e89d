import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { runCommand } from '../../../scripts/support/runCommand.mjs';

const reporter = join(import.meta.dirname, '../../../scripts/support/countReporter.mjs');

interface Counts {
  passed: number;
  failed: number;
  skipped: { name: string; reason: string }[];
}

/** Runs a test file under the reporter. */
async function report(t: TestContext, source: string): Promise<{ counts: Counts; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'reporter-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'sample.test.mjs');
  const countsFile = join(folder, 'counts.json');
  writeFileSync(file, `import { describe, it, test } from 'node:test';\n${source}`);
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const { output } = await runCommand(
    process.execPath,
    ['--test', `--test-reporter=${reporter}`, file],
    { env: { ...env, COUNTS_FILE: countsFile }, minutes: 1 },
  );
  return { counts: JSON.parse(readFileSync(countsFile, 'utf8')) as Counts, output };
}

describe('countReporter', () => {
  it('counts tests, not suites', async (t) => {
    const { counts, output } = await report(
      t,
      `describe('A', () => { it('b', () => {}); it('c', () => {}); });`,
    );
    assert.deepEqual(counts, { passed: 2, failed: 0, skipped: [] });
    assert.equal(output, '');
  });

  it('names what failed, once, with its error', async (t) => {
    const { counts, output } = await report(
      t,
      `describe('A', () => { it('b', () => { throw new Error('because'); }); });`,
    );
    assert.equal(counts.failed, 1);
    assert.match(output, /✖ A › b \(.*sample\.test\.mjs:2\)/);
    assert.match(output, /because/);
    assert.equal(output.match(/✖/g)?.length, 1);
  });

  it('lists what is skipped with its reason', async (t) => {
    const { counts } = await report(t, `it('b', { skip: 'no such tool' }, () => {});`);
    assert.deepEqual(counts, {
      passed: 0,
      failed: 0,
      skipped: [{ name: 'b', reason: 'no such tool' }],
    });
  });

  it('counts a test that is left for later as failed', async (t) => {
    const { counts } = await report(t, `it('b', { todo: true }, () => {});`);
    assert.equal(counts.failed, 1);
  });

  it('counts a file that cannot be loaded as failed', async (t) => {
    const { counts, output } = await report(t, `import './gone.mjs';`);
    assert.equal(counts.failed, 1);
    assert.match(output, /✖/);
  });
});
