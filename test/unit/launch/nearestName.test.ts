import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nearestNames } from '../../../server-runtime/launch/nearestName.ts';

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
  ];
  for (const [name, nearest] of cases) {
    it(`offers ${nearest.join(', ') || 'nothing'} for '${name}'`, () => {
      assert.deepEqual(nearestNames(name, names).toSorted(), nearest.toSorted());
    });
  }

  it('offers no name that shares nothing', () => {
    assert.deepEqual(nearestNames('xy', ['ab']), []);
  });

  it('has the nearest first', () => {
    assert.equal(nearestNames('web', ['wet', 'Web'])[0], 'Web');
  });
});
