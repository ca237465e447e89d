import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { describe, it } from 'node:test';
import {
  projectFolderOf,
  settingsGlobs,
  settingsLocation,
  splitProfileId,
} from '../../../extension/core/documents/settingsLocation.ts';
import {
  isPartOfProject,
  isProjectSettings,
} from '../../../extension/core/profiles/projectFolders.ts';

type Place = 'properties' | 'run' | 'elsewhere' | undefined;

interface Case {
  readonly path: string;
  /** Where names are told apart by their case, and where they are not. */
  readonly place: Place;
  readonly inAnyCase: Place;
  readonly folder?: string;
  /** Whether it lies among copies, which no project is launched with. */
  readonly isCopy?: true;
}

const same = (path: string, place: Place, folder?: string): Case => {
  return { path, place, inAnyCase: place, ...(folder !== undefined && { folder }) };
};
const copy = (path: string, place: Place): Case => ({ ...same(path, place), isCopy: true });
const anyCase = (path: string, inAnyCase: Place, place?: Place): Case => {
  return { path, place, inAnyCase };
};

/** What counts as a settings file. */
const cases: readonly Case[] = [
  same('w/Properties/launchSettings.json', 'properties', 'w'),
  same('w/My Project/launchSettings.json', 'properties', 'w'),
  same('Properties/launchSettings.json', 'properties', ''),
  same('w/app.run.json', 'run', 'w'),
  same('w/Properties/app.run.json', 'run', 'w/Properties'),
  same('app.run.json', 'run', ''),
  same('w/build/tool/app.run.json', 'run', 'w/build/tool'),
  same('w/launchSettings.json', 'elsewhere', 'w'),
  same('w/config/launchSettings.json', 'elsewhere', 'w/config'),
  same('launchSettings.json', 'elsewhere', ''),
  copy('w/bin/Debug/Properties/launchSettings.json', 'properties'),
  copy('w/obj/app.run.json', 'run'),
  copy('node_modules/a/Properties/launchSettings.json', 'properties'),
  same('w/binary/Properties/launchSettings.json', 'properties', 'w/binary'),
  anyCase('w/Properties/LaunchSettings.json', 'properties'),
  anyCase('w/properties/launchSettings.json', 'properties', 'elsewhere'),
  anyCase('w/my project/LAUNCHSETTINGS.JSON', 'properties'),
  anyCase('w/App.Run.Json', 'run'),
  same('w/Properties/mylaunchSettings.json', undefined),
  same('w/Properties/launchSettings.json.bak', undefined),
  same('w/Properties/launchSettings.jsonc', undefined),
  same('w/Properties', undefined),
  same('w/run.json', undefined),
  same('w/app.run.jsonc', undefined),
  same('w/launch.json', undefined),
  same('', undefined),
];

describe('A settings file', () => {
  for (const { path, place, inAnyCase, folder, isCopy } of cases) {
    it(`is told from others by its path: ${path || 'none'}`, () => {
      for (const [ignoresCase, expected] of [
        [false, place],
        [true, inAnyCase],
      ] as const) {
        assert.equal(settingsLocation(path, ignoresCase)?.place, expected);
        assert.equal(settingsLocation(`/anywhere/${path}`, ignoresCase)?.place, expected);
        if (folder !== undefined) {
          assert.equal(settingsLocation(path, ignoresCase)?.folder, folder);
          assert.equal(projectFolderOf(path), folder);
        }
        const isUsed = expected === 'properties' || expected === 'run';
        assert.equal(isProjectSettings(path, ignoresCase), isUsed && !isCopy);
        if (isUsed) assert.equal(isPartOfProject(path, ignoresCase), !isCopy);
        const isFound = (where: 'used' | 'any'): boolean =>
          settingsGlobs(where, ignoresCase).some((glob) => posix.matchesGlob(path, glob));
        assert.equal(isFound('any'), expected !== undefined);
        assert.equal(isFound('used'), isUsed);
      }
    });
  }

  it('belongs to the project above its folder in any case, and other files to their folder', () => {
    assert.equal(projectFolderOf('/a/properties/launchsettings.json'), '/a');
    assert.equal(projectFolderOf('/a/other.json'), '/a');
  });

  it('gives profiles ids that can be taken apart', () => {
    assert.deepEqual(splitProfileId('file:///a%23b#x#y'), {
      projectId: 'file:///a%23b',
      name: 'x#y',
    });
    assert.deepEqual(splitProfileId('file:///a'), { projectId: 'file:///a', name: '' });
  });
});
