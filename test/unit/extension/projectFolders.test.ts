import assert from 'node:assert/strict';
import { matchesGlob } from 'node:path/posix';
import { describe, it } from 'node:test';
import { settingsGlobs } from '../../../extension/core/documents/settingsLocation.ts';
import {
  confirmsProject,
  isPartOfProject,
  isProjectSettings,
  projectFileGlobs,
  projectFolders,
  skippedFolders,
} from '../../../extension/core/profiles/projectFolders.ts';

const foldersOf = (paths: readonly string[]) => projectFolders(paths, false);

describe('projectFolders', () => {
  it('takes the folder above Properties and My Project', () => {
    const folders = foldersOf([
      '/w/a/Properties/launchSettings.json',
      '/w/b/My Project/launchSettings.json',
    ]);
    assert.deepEqual(
      folders.map(({ path, isCertain }) => [path, isCertain]),
      [
        ['/w/a', true],
        ['/w/b', true],
      ],
    );
  });

  it('prefers Properties/launchSettings.json to NAME.run.json, and names what does not count', () => {
    const [folder] = foldersOf(['/w/app.run.json', '/w/Properties/launchSettings.json']);
    assert.equal(folder?.settingsPath, '/w/Properties/launchSettings.json');
    assert.deepEqual(folder?.ignoredPaths, ['/w/app.run.json']);
  });

  it('takes NAME.run.json where nothing else is', () => {
    const [folder] = foldersOf(['/w/app.run.json']);
    assert.equal(folder?.settingsPath, '/w/app.run.json');
  });

  it('is certain of a host project with wwwroot, or with both modules', () => {
    const folders = foldersOf([
      '/w/site/wwwroot/index.html',
      '/w/app/startup.ts',
      '/w/app/program.ts',
      '/w/tool/program.js',
      '/w/lib/startup.cts',
    ]);
    assert.deepEqual(
      folders.map(({ path, isCertain }) => [path, isCertain]),
      [
        ['/w/app', true],
        ['/w/lib', false],
        ['/w/site', true],
        ['/w/tool', false],
      ],
    );
    assert.ok(folders.every(({ settingsPath }) => settingsPath === undefined));
  });

  it('groups what belongs to one folder', () => {
    const folders = foldersOf([
      '/w/app/startup.ts',
      '/w/app/Properties/launchSettings.json',
      '/w/app/wwwroot/index.html',
    ]);
    assert.equal(folders.length, 1);
  });

  it('takes names in any case where the file system does', () => {
    const paths = ['/w/a/properties/LaunchSettings.json', '/w/b/App.Run.JSON'];
    assert.deepEqual(foldersOf(paths), []);
    assert.deepEqual(
      projectFolders(paths, true).map(({ path, settingsPath }) => [path, settingsPath]),
      [
        ['/w/a', paths[0]],
        ['/w/b', paths[1]],
      ],
    );
  });

  it('takes no other file', () => {
    assert.deepEqual(
      foldersOf(['/w/index.html', '/w/startup.txt', '/w/launchSettings.json', '/w/run.json']),
      [],
    );
  });
});

describe('projectFileGlobs', () => {
  const { notSettings, markers, notMarkers } = projectFileGlobs;
  const settings = `{${settingsGlobs('used', false).join(',')}}`;

  it('find every file by which a folder is taken for a project', () => {
    const modules = ['startup', 'program'].flatMap((stem) =>
      ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `${stem}.${extension}`),
    );
    for (const file of [...modules, 'wwwroot/index.html']) {
      for (const path of [file, `src/web/${file}`]) {
        assert.ok(matchesGlob(path, markers), path);
        assert.equal(foldersOf([`/${path}`]).length, 1, path);
      }
    }
    for (const path of [
      'Properties/launchSettings.json',
      'src/web/My Project/launchSettings.json',
      'app.run.json',
      'build/app.run.json',
    ]) {
      assert.ok(matchesGlob(path, settings) && !matchesGlob(path, notSettings), path);
    }
    for (const path of ['startup.txt', 'index.html', 'launchSettings.json', 'run.json']) {
      assert.ok(!matchesGlob(path, markers) && !matchesGlob(path, settings), path);
    }
  });

  it('leave out what is built or installed', () => {
    for (const folder of ['node_modules', 'bin', 'obj', 'dist', 'out', 'build']) {
      assert.ok(matchesGlob(`web/${folder}/startup.js`, notMarkers), folder);
      assert.ok(skippedFolders.has(folder), folder);
    }
    for (const folder of ['node_modules', 'bin', 'obj']) {
      assert.ok(matchesGlob(`web/${folder}/a.run.json`, notSettings), folder);
    }
    assert.ok(!matchesGlob('web/startup.js', notMarkers));
    assert.ok(skippedFolders.has('.git'));
  });
});

describe('confirmsProject', () => {
  it('wants a package or a web root beside a common file name', () => {
    assert.ok(confirmsProject(['startup.ts', 'package.json']));
    assert.ok(confirmsProject(['startup.ts', 'wwwroot']));
    assert.ok(!confirmsProject(['startup.ts', 'README.md']));
  });
});

describe('isProjectSettings', () => {
  it('takes settings files at any depth', () => {
    for (const path of [
      'Properties/launchSettings.json',
      'src/web/My Project/launchSettings.json',
      'app.run.json',
      'build/tool/app.run.json',
    ]) {
      assert.ok(isProjectSettings(path, false), path);
    }
  });

  it('takes no copies in what is built or installed, and no other file', () => {
    for (const path of [
      'web/bin/Debug/Properties/launchSettings.json',
      'web/obj/app.run.json',
      'node_modules/a/Properties/launchSettings.json',
      'launchSettings.json',
      'web/startup.ts',
      '',
    ]) {
      assert.ok(!isProjectSettings(path, false), path);
    }
  });
});

describe('isPartOfProject', () => {
  it('takes the files that make a project, the folders that they lie in, and what tells its kind', () => {
    for (const path of [
      'web/Properties/launchSettings.json',
      'web/Properties',
      'My Project',
      'build/tool/Properties',
      'wwwroot',
      'web/wwwroot/index.html',
      'program.mjs',
      'web/startup.ts',
      'web/package.json',
      'web/Contoso.Web.csproj',
      'binary/startup.js',
    ]) {
      assert.ok(isPartOfProject(path, false), path);
    }
  });

  it('takes nothing in what is built or installed, and nothing else', () => {
    for (const path of [
      'web/bin/Debug/Properties',
      'node_modules/express/package.json',
      'web/obj/web.csproj',
      'dist/wwwroot',
      'web/out/program.js',
      'web/build/wwwroot/index.html',
      'web',
      'web/index.html',
      'web/Contoso.Web',
      '',
    ]) {
      assert.ok(!isPartOfProject(path, false), path);
    }
  });
});
