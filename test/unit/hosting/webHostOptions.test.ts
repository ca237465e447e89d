import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Settings } from '../../../server-runtime/hosting/settings.ts';
import {
  createHostingEnvironment,
  shutdownTimeout,
} from '../../../server-runtime/hosting/webHostOptions.ts';

function createFolder(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'options-')));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

function createSettings(values: Record<string, string>): Settings {
  const settings = new Settings();
  for (const [key, value] of Object.entries(values)) settings.set(key, value);
  return settings;
}

describe('createHostingEnvironment', () => {
  it('is Production in the current folder unless told otherwise', () => {
    const environment = createHostingEnvironment(new Settings());
    assert.equal(environment.environmentName, 'Production');
    assert.equal(environment.contentRootPath, process.cwd());
    assert.equal(environment.applicationName, basename(process.cwd()));
    assert.ok(environment.isProduction());
  });

  it('compares environment names whatever their case', () => {
    const environment = createHostingEnvironment(createSettings({ environment: 'DEVELOPMENT' }));
    assert.ok(environment.isDevelopment());
    assert.ok(environment.isEnvironment('development'));
    assert.equal(environment.isStaging(), false);
  });

  it('refuses a content root that does not exist', (t) => {
    const path = join(createFolder(t), 'missing');
    assert.throws(() => createHostingEnvironment(createSettings({ contentRoot: path })), {
      message: `The content root '${path}' does not exist.`,
    });
  });

  it('finds wwwroot when it is there', (t) => {
    const contentRoot = createFolder(t);
    const settings = createSettings({ contentRoot });
    assert.equal(createHostingEnvironment(settings).webRootPath, undefined);
    mkdirSync(join(contentRoot, 'wwwroot'));
    assert.equal(createHostingEnvironment(settings).webRootPath, join(contentRoot, 'wwwroot'));
  });

  it('makes the web root that it is told', (t) => {
    const contentRoot = createFolder(t);
    const settings = createSettings({ contentRoot, webroot: 'public/files' });
    const { webRootPath } = createHostingEnvironment(settings);
    assert.equal(webRootPath, join(contentRoot, 'public', 'files'));
    assert.ok(existsSync(webRootPath));
  });
});

describe('shutdownTimeout', () => {
  for (const [text, expected] of [
    [undefined, 5000],
    ['30', 30_000],
    ['0', 0],
    ['soon', 5000],
    ['-1', 5000],
    ['1.5', 5000],
  ] as const) {
    it(`is ${expected} ms for ${text}`, () => {
      const settings = createSettings(text === undefined ? {} : { shutdownTimeoutSeconds: text });
      assert.equal(shutdownTimeout(settings), expected);
    });
  }
});
