// Inside the extension host: runs one suite with mocha and leaves its counts in the file that HOST_RESULT names.
import { renameSync, writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { takeScreenshot } from './screenshot.ts';
import type { SuiteResult } from './suiteResult.ts';

/** A test may wait for VS Code, for a process and for a socket, on two busy cores. */
const testLimit = 90_000;

/** Rejects when a test failed, which is how VS Code learns of it. */
export async function runSuite(load: () => Promise<unknown>): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: testLimit, color: false });
  const result: SuiteResult = { passed: 0, failed: 0, skipped: [], report: [] };
  const suite = process.env['HOST_SUITE'] ?? 'suite';
  mocha.reporter(
    class extends Mocha.reporters.Base {
      constructor(runner: Mocha.Runner) {
        super(runner);
        runner.on('pass', (test) => {
          result.passed += 1;
          result.report.push(`✔ ${test.fullTitle()} (${test.duration} ms)`);
        });
        runner.on('pending', (test) => {
          result.skipped.push({ name: test.fullTitle(), reason: 'the suite skips it' });
        });
        runner.on('fail', (test, error: unknown) => {
          result.failed += 1;
          const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
          result.report.push(`✖ ${suite} › ${test.fullTitle()}\n${text.replaceAll(/^/gm, '    ')}`);
        });
      }
    },
  );
  mocha.rootHooks({
    async afterEach(this: Mocha.Context) {
      const test = this.currentTest;
      if (test?.state !== 'failed') return;
      const path = await takeScreenshot(`${suite} ${test.fullTitle()}`);
      if (path) result.report.push(`    screenshot: ${path}`);
    },
  });
  mocha.suite.emit('pre-require', globalThis, suite, mocha);
  try {
    await load();
    await new Promise<void>((resolve) => {
      mocha.run(() => resolve());
    });
  } catch (error) {
    result.failed += 1;
    result.report.push(`✖ ${suite} could not be loaded\n${String(error)}`);
  }
  if (result.passed + result.failed + result.skipped.length === 0) {
    result.failed += 1;
    result.report.push(`✖ ${suite} has no test`);
  }
  const file = process.env['HOST_RESULT'];
  if (file) {
    writeFileSync(`${file}.part`, JSON.stringify(result));
    renameSync(`${file}.part`, file);
  }
  if (result.failed > 0) throw new Error(`${result.failed} failed`);
}
