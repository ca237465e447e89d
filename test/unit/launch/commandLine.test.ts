import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { joinCommandLine, splitCommandLine } from '../../../server-runtime/launch/commandLine.ts';
import { recordedDotnetRun } from './recordedDotnetRun.ts';

describe('splitCommandLine', () => {
  for (const [text, args] of recordedDotnetRun.commandLines) {
    it(`splits ${JSON.stringify(text)} as dotnet run does`, () => {
      assert.deepEqual(splitCommandLine(text), args);
    });
  }
});

describe('joinCommandLine', () => {
  it('quotes only what needs it', () => {
    assert.equal(joinCommandLine(['a', 'b c', '', 'd"e', 'f\\']), 'a "b c" "" "d\\"e" f\\');
  });

  it('is undone by splitting, for any arguments', () => {
    const argument = fc.string({
      unit: fc.constantFrom('a', ' ', '\t', '\n', '"', '\\', 'é', "'"),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(argument, fc.string())), (args) => {
        assert.deepEqual(splitCommandLine(joinCommandLine(args)), args);
      }),
      { numRuns: 2000 },
    );
  });
});
