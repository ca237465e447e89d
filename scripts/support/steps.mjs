// What `npm test` runs, in order. A step answers { passed, failed, skipped: [{ name, reason }] }.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installCodeServer } from '../vscode/installCodeServer.mjs';
import { findDesktopCode } from '../vscode/desktopCode.mjs';
import { chromiumHint, ensureChromium } from './chromium.mjs';
import { root, toolchainEnvironment, toolchainNode } from './paths.mjs';
import { runCommand } from './runCommand.mjs';
import { ensurePrograms } from './systemPrograms.mjs';
import { testFiles } from './testFiles.mjs';

const counts = join(root, '.build', 'counts');

function failure(name, tail, timedOut, minutes) {
  if (timedOut) console.error(`  ${name} did not end within ${minutes} minutes; its last output:`);
  console.error(tail.replaceAll(/^/gm, '  '));
}

/** A command that passes or fails as a whole. */
function check(name, command, minutes) {
  return async () => {
    const [file, ...args] = command;
    const { code, tail, timedOut } = await runCommand(
      toolchainNode(),
      [join(root, file), ...args],
      {
        cwd: root,
        env: toolchainEnvironment(),
        minutes,
      },
    );
    if (code !== 0) failure(name, tail, timedOut, minutes);
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
  };
}

/** A command that leaves its counts in COUNTS_FILE. Ending badly without a failed test is one failure more. */
async function counted(name, args, { minutes, env = {} }) {
  mkdirSync(counts, { recursive: true });
  const file = join(counts, `${name}.json`);
  rmSync(file, { force: true });
  const { code, tail, timedOut } = await runCommand(toolchainNode(), args, {
    cwd: root,
    env: toolchainEnvironment({ ...env, COUNTS_FILE: file }),
    minutes,
    live: true,
  });
  let result;
  try {
    result = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    result = { passed: 0, failed: 0, skipped: [] };
  }
  if (timedOut || (code !== 0 && result.failed === 0)) {
    failure(name, timedOut ? tail : `${name} ended with exit code ${code}`, timedOut, minutes);
    result.failed += 1;
  }
  return result;
}

/** Files for node:test; a folder without any is a failure, not a silence. */
function nodeTests(name, folder, { minutes, testMinutes, env }) {
  return async () => {
    const files = testFiles(folder);
    if (files.length === 0) {
      console.error(`  there is no ${folder}/**/*.test.ts`);
      return { passed: 0, failed: 1, skipped: [] };
    }
    return counted(
      name,
      [
        '--test',
        // Two files at once, on two cores: much of a test is waiting for a process, or for what an editor does after a pause.
        '--test-concurrency=2',
        `--test-timeout=${testMinutes * 60_000}`,
        `--test-reporter=${join(root, 'scripts/support/countReporter.mjs')}`,
        ...files,
      ],
      { minutes, env },
    );
  };
}

function skippedFiles(folder, reason) {
  const skipped = testFiles(folder).map((file) => ({ name: file.slice(root.length), reason }));
  return { passed: 0, failed: 0, skipped };
}

const noBrowser = () => `no Chromium; to enable: ${chromiumHint()}`;

/** Processes and sockets, with real programs as clients: what is missing of these skips the tests that name it. */
async function functional() {
  await ensurePrograms();
  const chromium = await ensureChromium();
  const env = chromium ? { CHROMIUM: chromium } : {};
  return nodeTests('functional', 'test/functional', { minutes: 10, testMinutes: 2, env })();
}

/** Suites in the real extension host: a desktop VS Code where there is one, else the browser's. */
async function host() {
  const desktop = findDesktopCode();
  const env = {};
  if (desktop) {
    env.VSCODE_EXECUTABLE = desktop.program;
  } else {
    const chromium = await ensureChromium();
    if (!chromium) return skippedFiles('test/host/suite', noBrowser());
    const vscode = await installCodeServer();
    if (vscode.reason) return skippedFiles('test/host/suite', vscode.reason);
    Object.assign(env, { CHROMIUM: chromium, CODE_SERVER: vscode.path });
  }
  return counted('host', [join(root, 'test/host/runSuites.ts')], { minutes: 15, env });
}

async function ui() {
  const chromium = await ensureChromium();
  if (!chromium) return skippedFiles('test/ui', noBrowser());
  const vscode = await installCodeServer();
  if (vscode.reason) return skippedFiles('test/ui', vscode.reason);
  const env = { CHROMIUM: chromium, CODE_SERVER: vscode.path };
  const packaged = await check('package', ['scripts/package.mjs'], 5)();
  if (packaged.failed > 0) return packaged;
  const run = nodeTests('ui', 'test/ui', { minutes: 25, testMinutes: 6, env });
  return run();
}

const oxlint = 'node_modules/oxlint/bin/oxlint';
const oxfmt = 'node_modules/oxfmt/bin/oxfmt';

/** Name → { run, needsBuild }. */
export const steps = {
  lint: { run: check('lint', [oxlint], 5) },
  format: { run: check('format', [oxfmt, '--check'], 5) },
  types: { run: check('types', ['scripts/typecheck.mjs'], 5) },
  build: { run: check('build', ['scripts/build.mjs'], 5) },
  rules: {
    run: nodeTests('rules', 'test/rules', { minutes: 5, testMinutes: 3 }),
    needsBuild: true,
  },
  unit: { run: nodeTests('unit', 'test/unit', { minutes: 6, testMinutes: 1 }) },
  functional: { run: functional, needsBuild: true },
  host: { run: host, needsBuild: true },
  ui: { run: ui, needsBuild: true },
};
