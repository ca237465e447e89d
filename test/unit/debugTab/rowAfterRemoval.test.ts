import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rowAfterRemoval } from '../../../extension/webview/debugTab/rowAfterRemoval.ts';

describe('The row that gets the focus when one is removed', () => {
  it('is the one that takes its place', () => {
    assert.equal(rowAfterRemoval(0, 3), 0);
    assert.equal(rowAfterRemoval(1, 3), 1);
  });

  it('is the one above where none does', () => {
    assert.equal(rowAfterRemoval(2, 3), 1);
    assert.equal(rowAfterRemoval(1, 2), 0);
  });

  it('is none where there is no other', () => {
    assert.equal(rowAfterRemoval(0, 1), -1);
  });
});
