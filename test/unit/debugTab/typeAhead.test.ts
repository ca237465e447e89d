import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TypeAhead } from '../../../extension/webview/debugTab/typeAhead.ts';

const labels = ['Project', 'IIS Express', 'IIS', 'Executable', 'Kestrel'];

/** What is selected after each of the keys; a pause between them in ms. */
function selectedAfter(keys: readonly string[], start = 0, pause = 100): (number | undefined)[] {
  const typeAhead = new TypeAhead();
  let selected = start;
  return keys.map((key, index) => {
    const found = typeAhead.find(key, index * pause, labels, selected);
    selected = found ?? selected;
    return found;
  });
}

describe('TypeAhead', () => {
  const cases: [string, readonly string[], number, (number | undefined)[]][] = [
    ['finds what begins with a letter, in either case', ['k'], 0, [4]],
    ['finds a name by its first letters', ['i', 'i', 's', ' ', 'e'], 0, [1, 2, 2, 1, 1]],
    ['goes through those that begin with one letter, and around', ['i', 'i', 'i'], 0, [1, 2, 1]],
    ['stays where it is as long as the letters fit', ['e', 'x'], 0, [3, 3]],
    ['finds nothing when nothing begins so', ['x'], 0, [undefined]],
    ['leaves keys that are no letters', ['Enter', 'ArrowDown', 'Tab'], 0, Array(3).fill(undefined)],
    ['leaves a blank that begins nothing', [' '], 0, [undefined]],
    ['begins when nothing is selected', ['p'], -1, [0]],
  ];
  for (const [name, keys, start, expected] of cases) {
    it(name, () => {
      assert.deepEqual(selectedAfter(keys, start), expected);
    });
  }

  it('begins a new name after a pause', () => {
    assert.deepEqual(selectedAfter(['e', 'k'], 0, 1001), [3, 4]);
    assert.deepEqual(selectedAfter(['e', 'k'], 0, 1000), [3, undefined]);
  });
});
