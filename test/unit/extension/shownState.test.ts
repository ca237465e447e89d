import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shownState } from '../../../extension/core/servers/shownState.ts';
import type { ServerProcess } from '../../../extension/core/servers/serverSnapshot.ts';

const process = (role: ServerProcess['role']): ServerProcess => ({
  ...{ pid: 7, role, runtime: 'node', name: 'node' },
});

describe('shownState', () => {
  it('is stopped before the first launch', () => {
    assert.equal(shownState(undefined), 'stopped');
  });

  it('is starting while there is no program, or an app in the host or a worker to wait for', () => {
    for (const processes of [[], [process('host')], [process('host'), process('worker')]]) {
      assert.equal(shownState({ state: 'starting', processes }), 'starting');
    }
  });

  it('is running once a program is up that does not listen', () => {
    assert.equal(shownState({ state: 'starting', processes: [process('app')] }), 'running');
  });

  it('is what the host says in all other states', () => {
    for (const state of ['listening', 'degraded', 'stopping'] as const) {
      assert.equal(shownState({ state, processes: [process('app')] }), state);
    }
  });
});
