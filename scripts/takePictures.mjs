// npm run pictures: packs the extension, and takes the pictures of README, docs and walkthrough in a real VS Code.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { chromiumHint, ensureChromium } from './support/chromium.mjs';
import { installDependencies } from './support/installDependencies.mjs';
import { root, toolchainEnvironment, toolchainNode } from './support/paths.mjs';
import { runCommand } from './support/runCommand.mjs';
import { installCodeServer } from './vscode/installCodeServer.mjs';

await installDependencies();
const chromium = await ensureChromium();
if (!chromium) throw new Error(`There is no Chromium; to get one: ${chromiumHint()}`);
const vscode = await installCodeServer();
if (vscode.reason) throw new Error(vscode.reason);
const env = { ...toolchainEnvironment(), CHROMIUM: chromium, CODE_SERVER: vscode.path };
const packed = await runCommand(toolchainNode(), [join(root, 'scripts/package.mjs')], {
  cwd: root,
  env,
});
if (packed.code !== 0) throw new Error(packed.tail);
const file = join(root, 'test', 'ui', 'pictures.ts');
spawn(toolchainNode(), ['--test', file], { cwd: root, env, stdio: 'inherit' }).once(
  'exit',
  (code) => process.exit(code ?? 1),
);
