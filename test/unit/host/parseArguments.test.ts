import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseArguments } from '../../../server-runtime/host/parseArguments.ts';
import { UsageError } from '../../../server-runtime/host/usageError.ts';

const command = {
  name: 'go',
  options: [
    { name: '--to', aliases: ['-t'], value: 'PLACE', help: '' },
    { name: '--with', value: 'WHOM', repeatable: true, help: '' },
    { name: '--fast', help: '' },
  ],
  takesAppArguments: true,
};
const parse = (...args: string[]) => parseArguments(command, args);

describe('parseArguments', () => {
  it('reads values after the name, after =, and by alias', () => {
    assert.equal(parse('--to', 'Rome').value('--to'), 'Rome');
    assert.equal(parse('--to=Rome=Roma').value('--to'), 'Rome=Roma');
    assert.equal(parse('-t', 'Rome').value('--to'), 'Rome');
  });

  it('keeps an empty value, and one that looks like an option', () => {
    assert.equal(parse('--to=').value('--to'), '');
    assert.equal(parse('--to', '').value('--to'), '');
    assert.equal(parse('--to', '-t').value('--to'), '-t');
  });

  it('collects repeated values in order', () => {
    assert.deepEqual(parse('--with', 'a', '--with=b').values('--with'), ['a', 'b']);
  });

  it('leaves everything after -- to the app', () => {
    const args = parse('--fast', '--', '--fast', '--', 'x');
    assert.ok(args.has('--fast'));
    assert.deepEqual(args.appArguments, ['--fast', '--', 'x']);
  });

  it('tells what is absent from what is given', () => {
    const args = parse();
    assert.equal(args.has('--fast'), false);
    assert.equal(args.value('--to'), undefined);
    assert.deepEqual(args.appArguments, []);
  });

  const wrong: [string[], RegExp][] = [
    [['--two', 'x'], /unknown option '--two' for 'go'; did you mean --to\?/],
    [['--zzzzzzz'], /unknown option '--zzzzzzz' for 'go'; arguments for the app come after '--'/],
    [['x'], /unexpected argument 'x'/],
    [['--to'], /--to needs a value: --to PLACE/],
    [['--to', '--'], /--to needs a value/],
    [['--fast=yes'], /--fast takes no value: '--fast=yes'/],
    [['--fast', '--fast'], /--fast is given twice/],
  ];
  for (const [args, message] of wrong) {
    it(`refuses ${args.join(' ')}`, () => {
      assert.throws(
        () => parse(...args),
        (error: unknown) => error instanceof UsageError && message.test(error.message),
      );
    });
  }
});
