// npm start: installs what is missing, builds, and opens VS Code on samples/serversDemo with the extension loaded.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installDependencies } from './support/installDependencies.mjs';
import { root, toolchainEnvironment, toolchainNode } from './support/paths.mjs';
import { runCommand } from './support/runCommand.mjs';
import { findDesktopCode } from './vscode/desktopCode.mjs';
import { installCodeServer } from './vscode/installCodeServer.mjs';

const folder = join(root, 'samples', 'serversDemo');

function fail(message) {
  console.error(message);
  process.exit(1);
}

async function runScript(script) {
  const result = await runCommand(toolchainNode(), [join(root, 'scripts', script)], {
    cwd: root,
    env: toolchainEnvironment(),
  });
  if (result.code !== 0) fail(result.tail);
}

try {
  await installDependencies();
} catch (error) {
  fail(error.message);
}

const desktop = findDesktopCode();
if (desktop) {
  await runScript('build.mjs');
  console.log(`Opening ${desktop.script} on ${folder}`);
  spawn(desktop.script, [`--extensionDevelopmentPath=${root}`, folder], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  }).once('exit', (code) => process.exit(code ?? 1));
} else {
  let vscode;
  try {
    vscode = await installCodeServer();
  } catch (error) {
    fail(error.message);
  }
  if (vscode.reason) fail(`There is no desktop VS Code (code) here, and ${vscode.reason}`);
  await runScript('package.mjs');
  const open = spawn(toolchainNode(), [join(root, 'scripts/vscode/openInBrowser.ts'), folder], {
    cwd: root,
    env: toolchainEnvironment({ CODE_SERVER: vscode.path }),
    stdio: 'inherit',
  });
  // Ctrl+C reaches the whole terminal group: the child ends by itself, and this one waits for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => open.kill(signal));
  }
  open.once('exit', (code) => process.exit(code ?? 1));
}
