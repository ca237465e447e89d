import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OnDemand } from '../../../extension/core/base/onDemand.ts';

describe('OnDemand', () => {
  it('makes a part once, for all who ask, and not before', async () => {
    let count = 0;
    const part = new OnDemand(async () => ({ number: ++count }));
    assert.equal(part.made, undefined);
    assert.equal(count, 0);
    const [first, second] = await Promise.all([part.get(), part.get()]);
    assert.equal(first, second);
    assert.equal(await part.get(), first);
    assert.equal(part.made, first);
    assert.equal(count, 1);
  });

  it('tries again after it failed', async () => {
    let isBroken = true;
    const part = new OnDemand(async () => {
      if (isBroken) throw new Error('broken');
      return 'made';
    });
    await assert.rejects(part.get(), /broken/);
    assert.equal(part.made, undefined);
    isBroken = false;
    assert.equal(await part.get(), 'made');
  });
});
