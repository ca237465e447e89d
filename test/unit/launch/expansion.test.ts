import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  expand,
  expandEnvironmentVariables,
  expandProperties,
  referencedProperties,
} from '../../../server-runtime/launch/expansion.ts';
import { recordedDotnetRun } from './recordedDotnetRun.ts';

describe('expandEnvironmentVariables', () => {
  const { environment, expanded } = recordedDotnetRun.variables;
  for (const [text, value] of expanded) {
    it(`expands ${JSON.stringify(text)} as dotnet run does`, () => {
      assert.equal(expandEnvironmentVariables(text, environment, 'linux'), value);
    });
  }

  it('ignores the case of names on Windows only', () => {
    assert.equal(expandEnvironmentVariables('%path%', { Path: 'x' }, 'win32'), 'x');
    assert.equal(expandEnvironmentVariables('%path%', { Path: 'x' }, 'darwin'), '%path%');
  });

  it('lets the percent sign that closes an unknown name open the next on unix only', () => {
    assert.equal(expandEnvironmentVariables('%no%A%', { A: 'x' }, 'linux'), '%nox');
    assert.equal(expandEnvironmentVariables('%no%A%', { A: 'x' }, 'win32'), '%no%A%');
  });

  it('does not find what objects inherit', () => {
    assert.equal(expandEnvironmentVariables('%toString%', {}, 'linux'), '%toString%');
  });
});

describe('expandProperties', () => {
  const cases: [text: string, value: string][] = [
    ['a$(P)b$(P)', 'avbv'],
    ['$(p)', 'v'],
    ['$(Missing)', ''],
    ['$(P', '$(P'],
    ['$()', '$()'],
    ['$(P) $HOME ${P}', 'v $HOME ${P}'],
    // Property functions end at the first parenthesis, in Visual Studio too.
    ['$([System.String]::Copy(a))', ')'],
  ];
  for (const [text, value] of cases) {
    it(`turns ${text} into ${JSON.stringify(value)}`, () => {
      assert.equal(expandProperties(text, { P: 'v' }), value);
    });
  }

  it('tells the names that are not known', () => {
    const unknown: string[] = [];
    expandProperties('$(A)$(P)$(B)', { P: 'v' }, (name) => unknown.push(name));
    assert.deepEqual(unknown, ['A', 'B']);
  });

  it('takes values as they are', () => {
    assert.equal(expandProperties('$(P)', { P: '$& $1 $(P)' }), '$& $1 $(P)');
  });
});

describe('expand', () => {
  it('expands variables first, so that one may hold a property', () => {
    const context = {
      environment: { E: '$(P)' },
      properties: { P: 'v' },
      platform: 'linux',
    } as const;
    assert.equal(expand('%E% and $(P)', context), 'v and v');
    assert.equal(expand('%E% and $(P)', { ...context, environment: undefined }), '%E% and v');
    assert.equal(expand('%E% and $(P)', { ...context, properties: undefined }), '$(P) and $(P)');
    assert.equal(expand(' ', context), ' ');
  });
});

describe('referencedProperties', () => {
  it('names each property once', () => {
    assert.deepEqual(referencedProperties('$(A) $(B)$(A) $('), ['A', 'B']);
  });
});
