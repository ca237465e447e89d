import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSpellingOf, nearestNames } from '../../../server-runtime/launch/nearestName.ts';

describe('nearestNames', () => {
  const names = ['Project', 'Executable', 'IISExpress', 'IIS'];
  const cases: [name: string, nearest: string[]][] = [
    ['project', ['Project']],
    ['Projekt', ['Project']],
    ['Exec', ['Executable']],
    ['IIS Express', ['IIS', 'IISExpress']],
    ['iss', ['IIS']],
    ['Docker', []],
    ['', []],
    ['web', []],
    ['ISI', ['IIS']],
    ['Porject', ['Project']],
  ];
  for (const [name, nearest] of cases) {
    it(`offers ${nearest.join(', ') || 'nothing'} for '${name}'`, () => {
      assert.deepEqual(nearestNames(name, names).toSorted(), nearest.toSorted());
    });
  }

  it('offers no name that shares nothing', () => {
    assert.deepEqual(nearestNames('xy', ['ab']), []);
  });

  it('takes a name for a misspelt one only where it can hardly be another', () => {
    const pairs: [name: string, candidate: string, isSpelling: boolean][] = [
      ['project', 'Project', true],
      [' Project ', 'Project', true],
      ['Projct', 'Project', true],
      ['Porject', 'Project', true],
      ['Porjct', 'Project', false],
      ['Proj', 'Project', false],
      ['iis', 'IIS', true],
      ['ISS', 'IIS', false],
    ];
    for (const [name, candidate, isSpelling] of pairs) {
      assert.equal(isSpellingOf(name, candidate), isSpelling, name);
    }
  });

  it('has the nearest first', () => {
    assert.equal(nearestNames('web', ['wet', 'Web'])[0], 'Web');
  });
});
