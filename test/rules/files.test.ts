import assert from 'node:assert/strict';
import { basename } from 'node:path/posix';
import { describe, it } from 'node:test';
import type { SourceFile } from './importRules.ts';
import { readFiles, readJson, repositoryFiles } from './repositoryFiles.ts';

const paths = repositoryFiles();
const texts = readFiles(
  paths.filter((path) => !/\.(png|jpe?g|gif|ico|webp|pfx|der)$/.test(path) && path !== 'LICENSE'),
);

// Written in pieces, so that this file does not match itself.
const machinePath = new RegExp(`(?<![\\w.\\-/])/(?:${['work', 'root', 'farm'].join('|')})/\\w`);
const registryHost =
  /https?:\/\/(?!registry\.npmjs\.org)[\w.-]*(?:registry|artifactory|nexus|verdaccio)[\w.-]*/;
const markers = ['TO-DO', 'FIX-ME', 'XX-X'].map((word) => word.replace('-', ''));
const conflict = /^(?:<{7}|>{7}) /;
const unfinished = new RegExp(`\\b(?:${markers.join('|')})\\b`);

function matches(files: readonly SourceFile[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
      ),
  );
}

describe('Committed files', () => {
  it('name no path of one machine', () => {
    assert.deepEqual(matches(texts, machinePath), []);
  });

  it('name no package registry', () => {
    assert.deepEqual(matches(texts, registryHost), []);
    const lock = texts.find(({ path }) => path === 'package-lock.json');
    assert.ok(lock && !/"resolved": "http/.test(lock.text));
  });

  it('lock the packages of every platform, or npm ci refuses to install', () => {
    interface Locked {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    }
    const lock = readJson('package-lock.json') as Locked;
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) =>
          !(`${path}/node_modules/${name}` in lock.packages) &&
          !(`node_modules/${name}` in lock.packages),
      ),
    );
    assert.deepEqual(missing, []);
  });

  it('hold no mark of a merge', () => {
    assert.deepEqual(matches(texts, conflict), []);
  });

  it('leave nothing for later in the product', () => {
    const product = texts.filter(({ path }) => /^(extension|server-runtime)\//.test(path));
    assert.deepEqual(matches(product, unfinished), []);
  });

  it('are named in camelCase where they are TypeScript', () => {
    const sources = paths.filter(
      (path) => path.endsWith('.ts') && !path.startsWith('test/fixtures/'),
    );
    assert.deepEqual(
      sources.filter((path) => !/^[a-z][A-Za-z0-9]*(\.test|\.d)?\.ts$/.test(basename(path))),
      [],
    );
  });

  it('run as written where they are tests', () => {
    const tests = texts.filter(({ path }) => path.endsWith('.test.ts') && path.startsWith('test/'));
    const parked = new RegExp(
      `\\b(?:it|test|describe|suite)\\.(?:${['only', 'todo'].join('|')})\\(`,
    );
    assert.deepEqual(matches(tests, parked), []);
  });
});

describe('The file checker', () => {
  const plant = (text: string): SourceFile[] => [{ path: 'planted.ts', text }];

  it('sees a path of a machine', () => {
    assert.equal(matches(plant(['/ro', 'ot/x'].join('')), machinePath).length, 1);
    assert.equal(matches(plant("const a = '/srv/app/root/x';"), machinePath).length, 0);
  });

  it('sees a registry', () => {
    assert.equal(
      matches(plant(['"https://npm-', 'registry.example/x.tgz"'].join('')), registryHost).length,
      1,
    );
    assert.equal(matches(plant('"https://registry.npmjs.org/x.tgz"'), registryHost).length, 0);
  });

  it('sees a mark of a merge', () => {
    assert.equal(matches(plant(['<<<<', '<<< HEAD'].join('')), conflict).length, 1);
    assert.equal(matches(plant('a <<<<<<< b'), conflict).length, 0);
  });

  it('sees what is left for later', () => {
    assert.equal(matches(plant(['// TO', 'DO: later'].join('')), unfinished).length, 1);
  });
});
