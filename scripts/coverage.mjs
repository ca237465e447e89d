// npm run coverage: lines that the unit and functional tests reach.
import { join } from 'node:path';
import { installDependencies } from './support/installDependencies.mjs';
import { root, toolchainEnvironment, toolchainNode } from './support/paths.mjs';
import { runCommand } from './support/runCommand.mjs';
import { testFiles } from './support/testFiles.mjs';

await installDependencies();
const included = ['server-runtime', 'extension/core'].flatMap((folder) => [
  '--include',
  `${folder}/**/*.ts`,
]);
const { code } = await runCommand(
  toolchainNode(),
  [
    join(root, 'node_modules/c8/bin/c8.js'),
    ...['--all', ...included, '--reporter', 'text', '--reporter', 'lcovonly'],
    ...[toolchainNode(), '--test', '--test-concurrency=2', '--test-reporter=dot'],
    ...[...testFiles('test/unit'), ...testFiles('test/functional')],
  ],
  { cwd: root, env: toolchainEnvironment(), minutes: 15, live: true },
);
process.exit(code ?? 1);
