// The only type gate: `tsc -b` over every project. The compiler is called by its package path and its version asserted,
// because two TypeScripts in one tree can share the name `tsc`, and an old one passes in silence.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = createRequire(import.meta.url)('../package.json');
const wanted = manifest.devDependencies.typescript;
const tsc = `${root}node_modules/typescript/bin/tsc`;

const version = spawnSync(process.execPath, [tsc, '--version'], { encoding: 'utf8' }).stdout.trim();
if (version !== `Version ${wanted}`) {
  console.error(`node_modules/typescript is "${version}", package.json says ${wanted}; run npm ci`);
  process.exit(1);
}
const projects = process.argv.slice(2);
const { status } = spawnSync(process.execPath, [tsc, '-b', ...projects], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
