import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, describe, it } from 'node:test';
import { openProject } from '../../../server-runtime/host/project.ts';
import { UsageError } from '../../../server-runtime/host/usageError.ts';

function folder(t: TestContext, ...files: string[]): string {
  const made = realpathSync(mkdtempSync(path.join(tmpdir(), 'server-profiles-test-')));
  t.after(() => rmSync(made, { recursive: true, force: true }));
  for (const file of files) {
    mkdirSync(path.dirname(path.join(made, file)), { recursive: true });
    writeFileSync(path.join(made, file), `text of ${file}`);
  }
  return made;
}

describe('openProject', () => {
  it('reads Properties/launchSettings.json', (t) => {
    const directory = folder(t, 'startup.mjs', 'Properties/launchSettings.json');
    const project = openProject(directory);
    assert.equal(project.directory, directory);
    assert.deepEqual(project.content, { kind: 'host', entry: 'startup.mjs' });
    assert.deepEqual(project.settings, {
      file: path.join(directory, 'Properties', 'launchSettings.json'),
      text: 'text of Properties/launchSettings.json',
    });
    assert.equal(project.ignoredSettingsFile, undefined);
  });

  it('looks into My Project for Visual Basic', (t) => {
    const directory = folder(t, 'Shop.vbproj', 'My Project/launchSettings.json');
    assert.equal(openProject(directory).settings?.text, 'text of My Project/launchSettings.json');
  });

  it('takes <name>.run.json when there is no other', (t) => {
    const directory = folder(t, 'Shop.csproj', 'Shop.run.json');
    assert.equal(openProject(directory).settings?.text, 'text of Shop.run.json');
  });

  it('prefers the folder when there are both, and says which one is ignored', (t) => {
    const directory = folder(t, 'Shop.csproj', 'Shop.run.json', 'Properties/launchSettings.json');
    const project = openProject(directory);
    assert.match(project.settings?.text ?? '', /Properties/);
    assert.equal(project.ignoredSettingsFile, path.join(directory, 'Shop.run.json'));
  });

  it('has no settings without a file, and tells where it looked', (t) => {
    const directory = folder(t, 'program.ts');
    const project = openProject(directory);
    assert.equal(project.settings, undefined);
    assert.deepEqual(project.settingsCandidates, [
      path.join(directory, 'Properties', 'launchSettings.json'),
      path.join(directory, 'program.run.json'),
    ]);
  });

  it('takes a project file for its folder', (t) => {
    const directory = folder(t, 'A.csproj', 'B.csproj', 'B.run.json');
    const project = openProject(path.join(directory, 'B.csproj'));
    assert.equal(project.directory, directory);
    assert.equal(project.content.projectFile, 'B.csproj');
    assert.equal(project.settings?.text, 'text of B.run.json');
  });

  it('refuses what is no folder', (t) => {
    const directory = folder(t, 'file.txt');
    assert.throws(() => openProject(path.join(directory, 'nowhere')), UsageError);
    assert.throws(() => openProject(path.join(directory, 'file.txt')), UsageError);
  });
});
