// npm run build: the bundles and the runtime's declarations, into dist/.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installDependencies } from './support/installDependencies.mjs';
import { root, toolchainEnvironment, toolchainNode } from './support/paths.mjs';
import { runCommand } from './support/runCommand.mjs';

await installDependencies();
const commands = [
  [join(root, 'node_modules/webpack/bin/webpack.js'), '--config', 'webpack.config.mjs'],
  [join(root, 'scripts/rollUpTypes.mjs')],
  [join(root, 'scripts/packRuntime.mjs')],
];
const options = { cwd: root, env: toolchainEnvironment(), live: true };
const results = await Promise.all(
  commands.map((args) => runCommand(toolchainNode(), args, options)),
);
// A development build leaves maps that do not belong in the package.
for (const file of readdirSync(join(root, 'dist'), { recursive: true })) {
  if (file.endsWith('.js.map')) rmSync(join(root, 'dist', file), { force: true });
}
process.exit(results.some(({ code }) => code !== 0) ? 1 : 0);
