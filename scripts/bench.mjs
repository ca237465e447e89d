// npm run bench -- NAME [ARGS…]: builds, and runs test/bench/NAME/NAMEBench.ts.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './support/chromium.mjs';
import { installDependencies } from './support/installDependencies.mjs';
import { cacheDirectory, root, toolchainEnvironment, toolchainNode } from './support/paths.mjs';
import { runCommand } from './support/runCommand.mjs';
import { installCodeServer } from './vscode/installCodeServer.mjs';

const folder = join(root, 'test', 'bench');
const benchOf = (name) => join(folder, name, `${name}Bench.ts`);

const [name, ...args] = process.argv.slice(2);
if (!name || !existsSync(benchOf(name))) {
  const names = readdirSync(folder).filter((entry) => existsSync(benchOf(entry)));
  console.error(`usage: npm run bench -- NAME, with NAME one of: ${names.join(', ')}`);
  process.exit(2);
}

await installDependencies();
const env = toolchainEnvironment();
const build = await runCommand(toolchainNode(), [join(root, 'scripts/build.mjs')], {
  cwd: root,
  env,
});
if (build.code !== 0) {
  console.error(build.tail);
  process.exit(1);
}
const chromium = findChromium();
const vscode = chromium ? await installCodeServer() : {};
spawn(toolchainNode(), [benchOf(name), ...args], {
  cwd: root,
  env: {
    ...env,
    SERVER_PROFILES_CACHE: cacheDirectory(),
    ...(chromium && { CHROMIUM: chromium }),
    ...(vscode.path && { CODE_SERVER: vscode.path }),
  },
  stdio: 'inherit',
}).once('exit', (code) => process.exit(code ?? 1));
