// npm run package: server-profiles.vsix from the built extension.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { installDependencies } from './support/installDependencies.mjs';
import { root, toolchainEnvironment, toolchainNode } from './support/paths.mjs';
import { runCommand } from './support/runCommand.mjs';

const output = 'server-profiles.vsix';

await installDependencies();
const { code, tail } = await runCommand(
  toolchainNode(),
  [join(root, 'node_modules/@vscode/vsce/vsce'), 'package', '--no-dependencies', '--out', output],
  { cwd: root, env: toolchainEnvironment(), minutes: 5 },
);
if (code !== 0) {
  console.error(tail);
  process.exit(1);
}
console.log(`${output}: ${(statSync(join(root, output)).size / 1024).toFixed(0)} KiB`);
