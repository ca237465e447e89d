import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ServerState } from '../../../server-runtime/contracts/controlMessages.ts';
import {
  reduceServer,
  type ServerEvent,
  type ServerSnapshot,
} from '../../../extension/core/servers/serverSnapshot.ts';

const failure = { code: 'worker-died', message: 'The worker died.', output: [], help: [] };
const other = { code: 'host-ended', message: 'web ended with exit code 1.', output: [], help: [] };
const started = {
  event: 'started',
  pid: 7,
  role: 'worker',
  runtime: 'node',
  name: 'node',
} as const;

function launched(state: ServerState = 'starting'): ServerSnapshot {
  return {
    profileId: 'file:///web#web',
    launchId: 1,
    mode: 'run',
    state,
    hasEnded: false,
    addresses: [],
    processes: [],
  };
}

function after(server: ServerSnapshot, ...events: ServerEvent[]): ServerSnapshot {
  return events.reduce(reduceServer, server);
}

const state = (to: ServerState): ServerEvent => ({ type: 'state', state: to });
const addresses = (...list: string[]): ServerEvent => ({ type: 'addresses', addresses: list });

describe('reduceServer', () => {
  it('follows a launch from start to stop', () => {
    const seen = [state('listening'), state('stopping'), state('stopped')].map(
      (
        (server) => (event: ServerEvent) =>
          (server = reduceServer(server, event)).state
      )(launched()),
    );
    assert.deepEqual(seen, ['listening', 'stopping', 'stopped']);
  });

  it('gives back the same object when nothing changed', () => {
    const server = after(launched(), addresses('http://localhost:5000'));
    assert.equal(reduceServer(server, state('starting')), server);
    assert.equal(reduceServer(server, addresses('http://localhost:5000')), server);
  });

  it('ignores a late report', () => {
    const server = after(launched(), state('stopping'), state('listening'));
    assert.equal(server.state, 'stopping');
  });

  it('forgets the addresses when it stops or fails', () => {
    for (const end of ['stopped', 'failed'] as const) {
      const server = after(launched('listening'), addresses('http://localhost:5000'), state(end));
      assert.deepEqual(server.addresses, []);
    }
  });

  it('keeps processes with their own address until they exit', () => {
    const listening = { ...started, event: 'listening', address: 'http://127.0.0.1:9' } as const;
    const exited = { ...started, event: 'exited', exitCode: 0 } as const;
    const running = after(
      launched(),
      { type: 'process', process: started },
      { type: 'process', process: listening },
    );
    const { event: _, ...worker } = listening;
    assert.deepEqual(running.processes, [worker]);
    assert.deepEqual(after(running, { type: 'process', process: exited }).processes, []);
    const host = { ...started, pid: 3, role: 'host' } as const;
    const both = after(running, { type: 'process', process: host });
    assert.deepEqual(
      both.processes.map(({ pid, address }) => [pid, address]),
      [
        [7, 'http://127.0.0.1:9'],
        [3, undefined],
      ],
    );
    const { processes } = after(both, { type: 'process', process: exited });
    assert.deepEqual(
      processes.map(({ pid }) => pid),
      [3],
    );
  });

  it('has nothing left once it has ended', () => {
    const server = after(
      launched('listening'),
      addresses('http://localhost:5000'),
      { type: 'process', process: started },
      { type: 'ended' },
    );
    assert.deepEqual(server, { ...launched('stopped'), hasEnded: true });
  });

  it('ends well when nothing speaks against it', () => {
    const server = after(launched('listening'), { type: 'ended' });
    assert.equal(server.state, 'stopped');
    assert.ok(server.hasEnded);
  });

  it('ends as stopped when a stop was asked for, whatever the exit code', () => {
    const server = after(launched('listening'), state('stopping'), {
      type: 'ended',
      failure: other,
    });
    assert.equal(server.state, 'stopped');
    assert.equal(server.failure, undefined);
    const stopped = after(launched('stopped'), { type: 'ended', failure: other });
    assert.deepEqual([stopped.state, stopped.hasEnded], ['stopped', true]);
  });

  it('forgets what was wrong when it is told to stop, and takes what is wrong with that', () => {
    const trouble = { type: 'failure', failure } as const;
    const stopping = after(launched('listening'), trouble, state('degraded'), state('stopping'));
    assert.equal(stopping.failure, undefined);
    const ended = after(stopping, { type: 'ended', failure: other });
    assert.deepEqual([ended.state, ended.failure], ['stopped', undefined]);
    const failed = after(stopping, { type: 'failure', failure: other }, state('failed'));
    assert.deepEqual([failed.state, failed.failure], ['failed', other]);
  });

  it('ends as failed, for the reason that the host gave', () => {
    const server = after(
      launched(),
      { type: 'failure', failure },
      { type: 'ended', failure: other },
    );
    assert.equal(server.state, 'failed');
    assert.deepEqual(server.failure, failure);
  });

  it('ends as failed for the reason of its end when an earlier trouble was lived with', () => {
    const server = after(launched('listening'), { type: 'failure', failure }, state('degraded'), {
      type: 'ended',
      failure: other,
    });
    assert.deepEqual(server.failure, other);
  });

  it('ends as failed when it was degraded, though its end tells nothing', () => {
    const degraded = after(launched('listening'), { type: 'failure', failure }, state('degraded'));
    assert.deepEqual(degraded.failure, failure);
    const server = after(degraded, { type: 'ended' });
    assert.deepEqual([server.state, server.failure], ['failed', failure]);
  });

  it('keeps the failure when it ends after it has failed', () => {
    const server = after(launched(), { type: 'failure', failure }, state('failed'), {
      type: 'ended',
    });
    assert.equal(server.state, 'failed');
    assert.deepEqual(server.failure, failure);
    assert.ok(server.hasEnded);
  });

  it('forgets past troubles when it listens or starts again', () => {
    for (const next of ['listening', 'starting'] as const) {
      const server = after(
        launched('listening'),
        { type: 'failure', failure },
        state('degraded'),
        state(next),
      );
      assert.deepEqual([server.state, server.failure], [next, undefined]);
    }
  });

  it('drops the help for what does not listen with the next state, or its end', () => {
    const advice = { ...failure, code: 'does-not-listen' };
    const told = after(launched(), { type: 'failure', failure: advice });
    assert.deepEqual(told.failure, advice);
    for (const next of ['listening', 'stopping', 'failed'] as const) {
      assert.equal(after(told, state(next)).failure, undefined, next);
      // One that comes too late.
      assert.equal(
        after(told, state(next), { type: 'failure', failure: advice }).failure,
        undefined,
      );
    }
    assert.equal(after(told, { type: 'failure', failure }, state('failed')).failure, failure);
    const ended = after(told, { type: 'ended' });
    assert.deepEqual([ended.state, ended.failure], ['stopped', undefined]);
    const broken = after(told, { type: 'ended', failure: other });
    assert.deepEqual([broken.state, broken.failure], ['failed', other]);
  });

  it('begins anew when a debugger starts the host again', () => {
    const server = after(
      { ...launched('listening'), launchedText: 'of the file as it was' },
      addresses('http://localhost:5000'),
      { type: 'process', process: started },
      { type: 'failure', failure },
      { type: 'reborn' },
    );
    assert.deepEqual(server, launched());
  });
});
