import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProcessRole } from '../../../server-runtime/contracts/controlMessages.ts';
import { listeningProcesses } from '../../../extension/core/servers/listeningProcesses.ts';

const address = 'http://localhost:5000';

/** The processes that are shown, as `role: addresses`. */
function shown(roles: readonly ProcessRole[], addresses: readonly string[] = []): string[] {
  const processes = roles.map((role, index) => {
    return { pid: index + 1, role, runtime: 'node', name: 'node' } as const;
  });
  return listeningProcesses({
    profileId: 'file:///web#web',
    launchId: 1,
    mode: 'run',
    state: 'listening',
    hasEnded: false,
    addresses,
    processes,
  }).map(({ process, addresses: own }) => [process.role, ...own].join(' '));
}

describe('listeningProcesses', () => {
  it('gives the addresses to the host when it is alone: the app runs in it', () => {
    assert.deepEqual(shown(['host'], [address]), [`host ${address}`]);
  });

  it('gives them to the app that the host started and watches, and leaves the host out', () => {
    assert.deepEqual(shown(['host', 'app'], [address]), [`app ${address}`]);
  });

  it('gives them to the front end, which comes before its workers', () => {
    assert.deepEqual(shown(['worker', 'host'], [address]), [`host ${address}`, 'worker']);
  });

  it('shows what has started before anything listens, but not the host that waits for it', () => {
    assert.deepEqual(shown(['host']), []);
    assert.deepEqual(shown(['host', 'worker']), ['worker']);
    assert.deepEqual(shown(['host', 'app']), ['app']);
  });

  it('has no process for addresses while none is known', () => {
    assert.deepEqual(shown([], [address]), []);
  });
});
