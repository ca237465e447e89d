// A sample is an app of its own: it compiles against the declarations that the build made, as a user's app does.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { repositoryFiles, root } from './repositoryFiles.ts';

const tsc = join(root, 'node_modules/typescript/bin/tsc');
const samples = repositoryFiles('samples').filter((path) => path.endsWith('/tsconfig.json'));

async function compilerOutput(args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, ...args], { cwd: root });
    return stdout;
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}

describe('Samples', () => {
  for (const path of samples) {
    it(`${dirname(path)} compiles against dist/runtime/index.d.ts`, async () => {
      assert.equal(await compilerOutput(['-p', path]), '');
    });
  }

  it('have types', () => {
    assert.ok(samples.length > 0);
  });
});

describe('dist/runtime/index.d.ts', () => {
  it('compiles by itself', async () => {
    const options = ['--ignoreConfig', '--noEmit', '--strict', '--types', 'node'];
    const target = ['--lib', 'es2023', '--module', 'preserve'];
    const face = join(root, 'dist/runtime/index.d.ts');
    assert.equal(await compilerOutput([...options, ...target, face]), '');
  });
});
