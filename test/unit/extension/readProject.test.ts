import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keepActiveProfiles } from '../../../extension/core/profiles/keepActiveProfiles.ts';
import type { Project } from '../../../extension/core/profiles/project.ts';
import { readProject } from '../../../extension/core/profiles/readProject.ts';
import { inEnglish, localizableText } from '../../../server-runtime/contracts/localizableText.ts';

function read(text: string | undefined, names = ['startup.ts']): Project {
  return readProject({
    id: 'file:///w/web',
    name: 'web',
    location: 'web',
    directory: '/w/web',
    names,
    settings: text === undefined ? undefined : { uri: 'file:///w/web/settings.json', text },
  });
}

const three = `{ "profiles": {
  "10": { "commandName": "Project" },
  "2": { "commandName": "IISExpress" },
  "box": { "commandName": "Docker" }
} }`;

describe('readProject', () => {
  it('lists the profiles in file order, with their server', () => {
    const { profiles, kind } = read(three);
    assert.equal(kind, 'host');
    assert.deepEqual(
      profiles.map(({ name, label, unavailable }) => [name, label, unavailable === undefined]),
      [
        ['10', 'Kestrel', true],
        ['2', 'IIS Express', true],
        ['box', 'Docker', false],
      ],
    );
    assert.match(inEnglish(profiles[2]!.unavailable!), /container tools/);
  });

  it('names the kind of a .NET project, whose server is its own affair', () => {
    const programs = '{ "profiles": { "job": { "commandName": "Executable" } } }';
    assert.equal(read(three, ['web.csproj', 'wwwroot']).profiles[0]?.label, '.NET');
    assert.equal(read(programs, ['web.csproj']).profiles[0]?.label, 'Executable');
    assert.equal(read(three, ['readme.md']).profiles[0]?.label, 'Project');
  });

  it('reads a project without settings', () => {
    const { profiles, settingsFile, kind } = read(undefined);
    assert.deepEqual([profiles, settingsFile, kind], [[], undefined, 'host']);
  });

  it('launches no profile without a name, which would be the default one', () => {
    const { profiles } = read('{ "profiles": { "": { "commandName": "Project" } } }');
    assert.match(inEnglish(profiles[0]!.unavailable!), /no name/);
  });

  it('tells the line of a syntax error', () => {
    const { diagnostics } = read('{\n  "profiles": {\n    "web" { }\n  }\n}');
    assert.equal(diagnostics[0]?.severity, 'error');
    assert.equal(diagnostics[0]?.line, 3);
  });

  it('gives each row an id of its own when two profiles have one name', () => {
    const { profiles } = read(
      '{ "profiles": { "a": { "commandName": "Project" }, "a": { "commandName": "IISExpress" } } }',
    );
    assert.deepEqual(
      profiles.map(({ id, label }) => [id, label]),
      [['file:///w/web#a', 'IIS Express']],
    );
  });

  it('notices when the text of a profile changes, and only then', () => {
    const moved = three.replace('{ "profiles"', '{ "$schema": "x", "profiles"');
    const changed = three.replace('"IISExpress"', '"IIS"');
    const textOf = (text: string): string | undefined => read(text).profiles[1]?.text;
    assert.equal(textOf(three), textOf(moved));
    assert.notEqual(textOf(three), textOf(changed));
  });
});

describe('keepActiveProfiles', () => {
  const [before] = [read(three)];
  const gone = localizableText('gone');
  const isActive = (id: string): boolean => id.endsWith('#2');
  const keep = (found: Project[]): Project[] => keepActiveProfiles([before], found, isActive, gone);

  it('keeps a running profile that went from its file, marked', () => {
    const [project, ...others] = keep([
      read('{ "profiles": { "10": { "commandName": "Project" } } }'),
    ]);
    assert.equal(others.length, 0);
    assert.deepEqual(
      project?.profiles.map(({ name, unavailable }) => [name, unavailable]),
      [
        ['10', undefined],
        ['2', gone],
      ],
    );
  });

  it('keeps its project when that went', () => {
    const [project, ...others] = keep([]);
    assert.equal(others.length, 0);
    assert.equal(project?.settingsFile, undefined);
    assert.deepEqual(
      project?.profiles.map(({ name }) => name),
      ['2'],
    );
  });

  it('keeps no project that went and of which nothing runs', () => {
    assert.deepEqual(
      keepActiveProfiles([before], [], () => false, gone),
      [],
    );
  });

  it('takes what was found as it is when all are there', () => {
    const found = [read(three)];
    assert.deepEqual(keep(found), found);
  });
});
