import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { projectContentOf } from '../../../server-runtime/launch/projectKind.ts';

describe('projectContentOf', () => {
  const cases: [names: string[], content: object][] = [
    [['startup.ts'], { kind: 'host', entry: 'startup.ts' }],
    [['startup.js', 'program.ts'], { kind: 'host', entry: 'program.ts' }],
    [['startup.cjs', 'startup.mjs'], { kind: 'host', entry: 'startup.mjs' }],
    [['wwwroot'], { kind: 'host' }],
    [['wwwroot', 'B.csproj', 'A.fsproj'], { kind: 'dotnet', projectFile: 'A.fsproj' }],
    [['app.vbproj'], { kind: 'dotnet', projectFile: 'app.vbproj' }],
    [['startup.cs', 'package.json', 'my.csproj.user'], { kind: 'executable' }],
    [[], { kind: 'executable' }],
  ];
  for (const [names, content] of cases) {
    it(`takes ${names.join(', ') || 'an empty folder'} for ${JSON.stringify(content)}`, () => {
      assert.deepEqual(projectContentOf(names), content);
    });
  }
});
