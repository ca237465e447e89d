import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Deadline } from '../../../server-runtime/hosting/deadline.ts';

it('Deadline › comes as late as a timer can when it is further away, not at once', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const longest = 2 ** 31 - 1;
  const deadline = new Deadline(Number.MAX_SAFE_INTEGER);
  t.after(() => deadline.dispose());
  t.mock.timers.tick(longest - 1);
  assert.equal(deadline.signal.aborted, false);
  t.mock.timers.tick(1);
  assert.equal(deadline.signal.aborted, true);
});
