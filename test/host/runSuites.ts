// Runs every suite of test/host/suite in a real VS Code, each in a fresh one with a copy of the workspace. On a machine
// with a desktop that is the desktop's (VSCODE_EXECUTABLE), otherwise code-server's behind codeShim.ts.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { makeRunDirectory } from '../../scripts/vscode/runDirectory.ts';
import { testFiles } from '../../scripts/support/testFiles.mjs';
import { writeDotnetDebugger } from '../support/dotnetDebugger.ts';
import type { SuiteResult } from './suiteResult.ts';

const root = join(import.meta.dirname, '..', '..');
const output = join(root, '.build', 'host');
const screenshots = join(root, '.build', 'screenshots');

/** Suites that need another extension, and what writes it into the folder of those that are installed. */
const companions: Readonly<Record<string, (parent: string) => string>> = {
  dotnet: writeDotnetDebugger,
};

/** The suite with its helpers as one CommonJS file: any extension host can load that, whatever its Node can. */
async function bundleSuite(file: string): Promise<string> {
  const bundle = join(output, `${basename(file, '.test.ts')}.cjs`);
  await build({
    stdin: {
      contents: `
        import { runSuite } from './runSuite.ts';
        export const run = () => runSuite(() => import(${JSON.stringify(file)}));`,
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    mainFields: ['module', 'main'],
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
    logLevel: 'warning',
  });
  return bundle;
}

async function runOne(file: string): Promise<SuiteResult> {
  const name = basename(file, '.test.ts');
  const ownWorkspace = join(root, 'test', 'host', 'workspaces', name);
  const run = makeRunDirectory({
    workspace: existsSync(ownWorkspace) ? ownWorkspace : join(root, 'samples', 'serversDemo'),
  });
  const resultFile = join(run.path, 'result.json');
  let isGreen = false;
  try {
    const bundle = await bundleSuite(file);
    const shim = join(import.meta.dirname, 'codeShim.ts');
    companions[name]?.(run.extensions);
    const ending = await runTests({
      vscodeExecutablePath: process.env['VSCODE_EXECUTABLE'] ?? shim,
      extensionDevelopmentPath: root,
      extensionTestsPath: bundle,
      launchArgs: [
        run.workspace,
        `--user-data-dir=${run.userData}`,
        `--extensions-dir=${run.extensions}`,
      ],
      extensionTestsEnv: {
        HOST_RESULT: resultFile,
        HOST_SUITE: name,
        HOST_ROOT: root,
        HOST_SCREENSHOTS: screenshots,
      },
    }).catch((error: unknown) => String(error));
    if (!existsSync(resultFile)) {
      const log = existsSync(run.serverLog) ? readFileSync(run.serverLog, 'utf8').slice(-4000) : '';
      console.log(`  ✖ ${name}: VS Code ended without a result (${ending})\n${log}`);
      return { passed: 0, failed: 1, skipped: [], report: [] };
    }
    const result = JSON.parse(readFileSync(resultFile, 'utf8')) as SuiteResult;
    isGreen = result.failed === 0;
    return result;
  } finally {
    if (isGreen || !process.env['KEEP']) run.remove();
    else console.log(`  kept: ${run.path}`);
  }
}

const asked = process.argv.slice(2);
const files = testFiles('test/host/suite').filter(
  (file) => asked.length === 0 || asked.includes(basename(file, '.test.ts')),
);
const total = { passed: 0, failed: 0, skipped: [] as SuiteResult['skipped'] };
if (files.length === 0) {
  console.log('  there is no such suite in test/host/suite');
  total.failed += 1;
}
rmSync(screenshots, { recursive: true, force: true });
/** Takes one suite after the other from those that wait. */
async function runWaiting(): Promise<void> {
  for (let file = files.shift(); file !== undefined; file = files.shift()) {
    const started = performance.now();
    const { passed, failed, skipped, report } = await runOne(file);
    for (const line of report) {
      if (process.env['VERBOSE'] || !line.startsWith('✔'))
        console.log(line.replaceAll(/^/gm, '  '));
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`  ${basename(file)}: ${passed} passed, ${failed} failed (${seconds} s)`);
    total.passed += passed;
    total.failed += failed;
    total.skipped.push(...skipped);
  }
}

// Two at once: much of a suite is waiting for VS Code to start, and for what it does after a pause.
await Promise.all([runWaiting(), runWaiting()]);
if (process.env['COUNTS_FILE']) writeFileSync(process.env['COUNTS_FILE'], JSON.stringify(total));
process.exit(total.failed > 0 ? 1 : 0);
