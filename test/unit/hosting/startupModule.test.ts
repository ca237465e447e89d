import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { loadStartupClass } from '../../../server-runtime/hosting/startup/startupModule.ts';

function createFiles(t: TestContext, files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'startup-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const both = 'export class Startup {}\nexport class StartupDevelopment {}\n';

describe('loadStartupClass', () => {
  it('prefers the class of the environment', async (t) => {
    const folder = createFiles(t, { 'app.mjs': both });
    assert.equal((await loadStartupClass('app', folder, 'Development')).name, 'StartupDevelopment');
    assert.equal((await loadStartupClass('./app.mjs', folder, 'Staging')).name, 'Startup');
  });

  it('finds the class whatever its case, or as the default export', async (t) => {
    const folder = createFiles(t, {
      'lower.mjs': 'class Lower {}\nexport { Lower as startup };\n',
      'main.mjs': 'export default class Main {}\n',
    });
    assert.equal((await loadStartupClass('lower', folder, 'Production')).name, 'Lower');
    assert.equal((await loadStartupClass('main', folder, 'Production')).name, 'Main');
  });

  it('loads TypeScript and CommonJS, a folder by its startup file, and a file URL', async (t) => {
    const folder = createFiles(t, {
      'one/startup.ts': 'export class Startup { readonly value: number = 1; }\n',
      'two.cjs': 'exports["Start" + "up"] = class Startup {};\n',
    });
    assert.equal((await loadStartupClass('one', folder, 'Production')).name, 'Startup');
    assert.equal((await loadStartupClass('two', folder, 'Production')).name, 'Startup');
    const { href } = pathToFileURL(join(folder, 'two.cjs'));
    assert.equal((await loadStartupClass(href, folder, 'Production')).name, 'Startup');
  });

  it('says what it has looked for', async (t) => {
    const folder = createFiles(t, { 'app.mjs': 'export const startup = 1;\n' });
    await assert.rejects(loadStartupClass('app', folder, 'Staging'), {
      message: `A type named 'StartupStaging' or 'Startup' could not be found in module '${join(folder, 'app.mjs')}'.`,
    });
    await assert.rejects(loadStartupClass('missing', folder, 'Staging'), {
      message: `The startup module '${join(folder, 'missing')}' could not be found.`,
    });
  });

  it('passes on what the module throws', async (t) => {
    const folder = createFiles(t, { 'app.mjs': "throw new Error('at load');\n" });
    await assert.rejects(loadStartupClass('app', folder, 'Staging'), { message: 'at load' });
  });
});
