import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInThisContext } from 'node:vm';
import {
  parameterNames,
  type Invocable,
} from '../../../server-runtime/hosting/services/parameterNames.ts';

/** What a source makes, with exactly that source: formatter and compiler stay out of it. */
function evaluate(source: string): Invocable {
  return runInThisContext(source) as Invocable;
}

describe('parameterNames', () => {
  const cases: [source: string, names: string[]][] = [
    ['(a, b) => 1', ['a', 'b']],
    ['one => one', ['one']],
    ['async one => one', ['one']],
    ['async (one, two) => one', ['one', 'two']],
    ['() => 1', []],
    ["(a = ')', b = [1, { c: 2 }], c = f(1, 2)) => 1", ['a', 'b', 'c']],
    ['(a /* , x */, // , y\n b) => 1', ['a', 'b']],
    ['(...rest) => 1', ['rest']],
    ['({ a }, [c], b) => 1', ['', '', 'b']],
    ['(a, b,) => 1', ['a', 'b']],
    ['($a, _b, ü) => 1', ['$a', '_b', 'ü']],
    ['(function named(a) {})', ['a']],
    ['(async function* (a) {})', ['a']],
    ['({ method(a, b) {} }).method', ['a', 'b']],
    ['({ async method(a) {} }).method', ['a']],
    ['(class {})', []],
    ['(class { constructor(a, b) {} })', ['a', 'b']],
    ['(class extends (class { constructor(a) {} }) {})', ['a']],
    ["(class { text = 'constructor(x)'; constructor(a) {} })", ['a']],
    ['(class { /* constructor(x) */ constructor(a) {} })', ['a']],
    ['(class { text = `constructor(x)`; constructor(a) {} })', ['a']],
  ];
  for (const [source, names] of cases) {
    it(`reads ${JSON.stringify(source)}`, () => {
      assert.deepEqual(parameterNames(evaluate(source)), names);
    });
  }
});
