// What `npm run build` left in dist/ and what `npm run package` would put into the .vsix.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { transform } from 'esbuild';
import { listFiles, PackageManager } from '@vscode/vsce';
import { readFiles, repositoryFiles, root } from './repositoryFiles.ts';

const kibibyte = 1024;
/** Upper limits in KiB; lower one when a bundle shrank, so that growth is a decision. */
const sizeLimits: Record<string, number> = {
  'dist/extension.js': 192,
  'dist/host.js': 400,
  'dist/makeCertificate.js': 500,
  'dist/hostControl.js': 120,
  'dist/editorControl.js': 120,
  'dist/features.js': 190,
  'dist/runtime/index.js': 550,
  'dist/runtime/index.d.ts': 200,
  'dist/webview/debugTab.js': 115,
};
const packageLimit = { files: 36, bytes: 1024 * kibibyte };

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Packages and Node modules that a CommonJS bundle requires at run time. */
function required(code: string): string[] {
  // The line limit of the bundles breaks texts, with a backslash before the end of the line.
  const whole = code.replaceAll('\\\n', '');
  const names = [...whole.matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]\s*\)/g)];
  return [...new Set(names.map((match) => match[1]!))].toSorted();
}

function isFromOutside(name: string): boolean {
  return !isBuiltin(name) && !name.startsWith('./');
}

/** Whether esbuild has something to lower for this engine, that is, whether the engine is too old for the code. */
async function isTooNewFor(engine: string, code: string): Promise<boolean> {
  const as = async (target: string): Promise<string> =>
    (await transform(code, { target, minifyWhitespace: true })).code;
  return (await as(engine)) !== (await as('esnext'));
}

describe('Bundles', () => {
  for (const [path, limit] of Object.entries(sizeLimits)) {
    it(`${path} is there and has at most ${limit} KiB`, () => {
      assert.ok(existsSync(join(root, path)), 'missing; npm run build makes it');
      const size = statSync(join(root, path)).size / kibibyte;
      assert.ok(size <= limit, `${size.toFixed(0)} KiB`);
    });
  }

  it('dist/runtime/index.js has no long lines, for Node prints the one that an uncaught error comes from', () => {
    const lines = read('dist/runtime/index.js').split('\n');
    assert.ok(Math.max(...lines.map(({ length }) => length)) < 1000);
  });

  for (const path of ['dist/host.js', 'dist/runtime/index.js']) {
    it(`${path} needs nothing but Node`, () => {
      assert.deepEqual(required(read(path)).filter(isFromOutside), []);
    });

    it(`${path} is plain Node 20 syntax`, async () => {
      assert.equal(await isTooNewFor('node20', read(path)), false);
    });
  }

  it('dist/extension.js needs nothing but Node and vscode', () => {
    assert.deepEqual(required(read('dist/extension.js')).filter(isFromOutside), ['vscode']);
  });

  it('hold no path of the machine that built them', () => {
    const guilty = Object.keys(sizeLimits).filter((path) => read(path).includes(root));
    assert.deepEqual(guilty, []);
  });

  it('name what their modules import in a few letters', () => {
    const guilty = Object.keys(sizeLimits).filter((path) =>
      read(path).includes('WEBPACK_IMPORTED'),
    );
    assert.deepEqual(guilty, []);
  });

  it('bring the licences of the packages that they hold', () => {
    for (const [path, names] of Object.entries({
      'dist/extension.js': ['jsonc-parser', 'vscode-jsonrpc'],
      'dist/host.js': ['@peculiar/x509', 'jsonc-parser', 'vscode-jsonrpc'],
      'dist/runtime/index.js': ['busboy', 'jsonc-parser', 'mime', 'streamsearch', 'ws'],
      'dist/webview/debugTab.js': [
        '@vscode-elements/elements',
        '@vscode/codicons',
        'lit',
        'lit-html',
      ],
    })) {
      const text = read(`${path}.LICENSE.txt`);
      for (const name of names) assert.ok(text.includes(`${name} `), `${path}: ${name}`);
      // Each with its text.
      for (const part of text.split(`\n${'-'.repeat(80)}\n\n`)) {
        assert.match(part, /^\S+ [\d.]+ \([A-Z0-9].+\)\n\n.{100,}/s, path);
      }
    }
  });

  it('offer the names of the public face to ES modules', async () => {
    const face = (await import(join(root, 'dist/runtime/index.js'))) as Record<string, unknown>;
    for (const name of ['WebHostBuilder', 'ConfigurationBuilder', 'IServerAddressesFeature']) {
      assert.ok(name in face, name);
    }
  });

  it('declare the names that the public face exports', () => {
    const face = createRequire(import.meta.url)(join(root, 'dist/runtime/index.js')) as object;
    const list = /^export \{(.*)\};$/ms.exec(read('dist/runtime/index.d.ts'))?.[1];
    const declared = new Set(list?.split(/[\s,]+/));
    assert.deepEqual(
      Object.keys(face).filter((name) => !declared.has(name)),
      [],
    );
  });
});

/** `import()` without the name of the file that it is to come from: in `dist/extension.js`, activation would read it. */
function unnamedImports(code: string): string[] {
  const imports = [...code.matchAll(/\bimport\(([^)]*)\)/g)].map((match) => match[1]!.trim());
  return imports.filter((text) => !text.startsWith(lazyFeature));
}

const lazyFeature = '/* webpackMode: "lazy", webpackChunkName: "features" */';

describe('Slices', () => {
  it('load what they do from dist/features.js', () => {
    const paths = repositoryFiles('extension/features').filter((path) => path.endsWith('.ts'));
    const found = readFiles(paths).flatMap(({ path, text }) =>
      unnamedImports(text).map((one) => `${path}: ${one}`),
    );
    assert.deepEqual(found, []);
  });
});

describe('The package', () => {
  it('has at most 36 files and 1 MiB, and only what the extension needs', async () => {
    const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
    const strangers = files.filter(
      (path) =>
        !/^(package(\.nls[\w.-]*)?\.json|README\.md|CHANGELOG\.md|LICENSE|(dist|l10n|media|schemas)\/.*)$/.test(
          path,
        ) || path.endsWith('.map'),
    );
    assert.deepEqual(strangers, []);
    const needed = [
      'package.json',
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      ...Object.keys(sizeLimits),
    ];
    for (const path of needed) {
      assert.ok(files.includes(path), `${path} is missing`);
    }
    assert.ok(files.length <= packageLimit.files, `${files.length} files`);
    const packed = files.map((path) => deflateRawSync(readFileSync(join(root, path))).length);
    const bytes = packed.reduce((sum, size) => sum + size, 0);
    assert.ok(bytes <= packageLimit.bytes, `${(bytes / kibibyte).toFixed(0)} KiB`);
  });
});

describe('The bundle checker', () => {
  it('sees what a bundle requires', () => {
    const code = 'const a=require("node:fs"),b=require("vscode"),c=require(`left-pad`);';
    assert.deepEqual(required(code).filter(isFromOutside), ['left-pad', 'vscode']);
  });

  it('sees an import that does not name its file', () => {
    const code = `await import('./a.ts'); import(\n  ${lazyFeature} './b.ts'\n)`;
    assert.deepEqual(unnamedImports(code), ["'./a.ts'"]);
  });

  it('sees syntax that Node 20 does not know', async () => {
    assert.equal(await isTooNewFor('node20', 'using file = open();'), true);
    assert.equal(
      await isTooNewFor('node20', 'class A { #a = 1; static { this.b ??= 2; } }'),
      false,
    );
  });
});
