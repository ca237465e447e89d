// node_modules as package-lock.json says, through npm, only when it is not so already.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, toolchainNode } from './paths.mjs';
import { runCommand } from './runCommand.mjs';

const oldestNode = 20;

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** What package-lock.json wants and node_modules does not have; packages of other platforms are optional. */
function missingPackages() {
  const installedLock = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return ['node_modules'];
  const installed = packagesOf(installedLock);
  return Object.entries(packagesOf(join(root, 'package-lock.json')))
    .filter(([path, wanted]) => path !== '' && !wanted.optional && !wanted.peer)
    .filter(([path, wanted]) => installed[path]?.version !== wanted.version)
    .map(([path]) => path);
}

/** npm's own script where npm started us, so that no shell is involved. */
export function npmCommand(args) {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') ? [process.execPath, [script, ...args]] : ['npm', args];
}

/** Installs what is missing; throws with npm's last words when that fails. */
export async function installDependencies() {
  if (Number(process.versions.node.split('.')[0]) < oldestNode) {
    throw new Error(`Node ${oldestNode} or newer is needed; this is ${process.version}`);
  }
  const missing = missingPackages();
  if (missing.length > 0) {
    console.log(`Installing packages (${missing.slice(0, 3).join(', ')}…)`);
    const { code, tail } = await runCommand(
      ...npmCommand(['ci', '--no-audit', '--no-fund', '--loglevel=error']),
      { cwd: root, minutes: 10 },
    );
    if (code !== 0) throw new Error(`npm ci failed:\n${tail}`);
  }
  const node = toolchainNode();
  const { output } = await runCommand(node, ['--version'], { minutes: 1 });
  if (!/^v(2[4-9]|[3-9]\d)\./.test(output)) {
    throw new Error(
      `The build and the tests need Node 24. The "node" package brings it, but ${node} says "${output.trim()}"; ` +
        'its install script may have been kept from running: npm rebuild node',
    );
  }
}
