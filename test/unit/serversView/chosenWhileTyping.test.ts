import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChosenWhileTyping } from '../../../extension/features/serversView/chosenWhileTyping.ts';

describe('What is chosen in a list that a person types above', () => {
  function subject(chosen: string) {
    const told: string[] = [];
    const timers = new Set<() => void>();
    const clock = {
      after(_: number, callback: () => void) {
        timers.add(callback);
        return { dispose: () => void timers.delete(callback) };
      },
    };
    const choice = new ChosenWhileTyping(chosen, clock, () => void told.push(choice.chosen));
    const pass = (): void => timers.forEach((callback) => callback());
    return { choice, told, timers, pass };
  }

  it('is what they move to, when no typing follows at once', () => {
    const { choice, told, timers, pass } = subject('any');
    choice.highlight('failed');
    assert.equal(choice.chosen, 'any');
    pass();
    assert.deepEqual([choice.chosen, told, timers.size], ['failed', ['failed'], 0]);
  });

  it('stays when the editor goes to the first item because of a letter', () => {
    const { choice, told, pass } = subject('any');
    choice.highlight('failed');
    // Typed in the same moment: the second move is that of the letter.
    choice.highlight('any');
    choice.type();
    pass();
    assert.equal(choice.chosen, 'failed');
    // Brought back, and the next letter.
    choice.highlight('failed');
    choice.highlight('any');
    choice.type();
    choice.type();
    pass();
    assert.deepEqual([choice.chosen, told], ['failed', ['failed']]);
  });

  it('is what they accept at once, and nothing more once that is over', () => {
    const { choice, told, timers, pass } = subject('any');
    choice.highlight('running');
    choice.settle();
    assert.equal(choice.chosen, 'running');
    choice.highlight('failed');
    choice.dispose();
    pass();
    assert.deepEqual([choice.chosen, told, timers.size], ['running', ['running'], 0]);
  });
});
