import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ServerRegistry } from '../../../extension/core/servers/serverRegistry.ts';
import { idleControl } from '../../support/idleControl.ts';

describe('ServerRegistry', () => {
  it('begins a launch in state starting, and tells of it', () => {
    const servers = new ServerRegistry();
    const seen: string[] = [];
    servers.onDidChange(({ profileId, state }) => seen.push(`${profileId} ${state}`));
    servers.begin('a', 'run', idleControl);
    assert.deepEqual(seen, ['a starting']);
    assert.equal(servers.controlOf('a'), idleControl);
  });

  it('keeps one launch of a profile at a time, and several profiles side by side', () => {
    const servers = new ServerRegistry();
    servers.begin('a', 'run', idleControl);
    assert.throws(() => servers.begin('a', 'debug', idleControl));
    servers.begin('b', 'run', idleControl);
    assert.equal(servers.all().length, 2);
  });

  it('does not hear a launch that a newer one has followed', () => {
    const servers = new ServerRegistry();
    const old = servers.begin('a', 'run', idleControl);
    old.report({ type: 'ended' });
    servers.begin('a', 'debug', idleControl);
    old.report({ type: 'state', state: 'listening' });
    assert.equal(servers.get('a')?.state, 'starting');
    assert.equal(servers.get('a')?.mode, 'debug');
  });

  it('tells nobody when nothing changed', () => {
    const servers = new ServerRegistry();
    const launch = servers.begin('a', 'run', idleControl);
    let count = 0;
    servers.onDidChange(() => (count += 1));
    launch.report({ type: 'state', state: 'starting' });
    assert.equal(count, 0);
  });

  it('has no control of a launch that has ended, but its last state', () => {
    const servers = new ServerRegistry();
    servers.begin('a', 'run', idleControl).report({ type: 'ended' });
    assert.equal(servers.controlOf('a'), undefined);
    assert.equal(servers.get('a')?.state, 'stopped');
  });

  it('holds on to a host that has failed and is still there', () => {
    const servers = new ServerRegistry();
    servers.begin('a', 'run', idleControl).report({ type: 'state', state: 'failed' });
    assert.ok(servers.isActive('a'));
  });

  it('launches again as it was launched, once the launch has ended', async () => {
    const servers = new ServerRegistry();
    const done: unknown[] = [];
    const launch = servers.begin('a', 'run', {
      ...idleControl,
      stop: async () => {
        done.push('stop');
        launch.report({ type: 'ended' });
      },
      launchAgain: async (how) => void done.push(servers.isActive('a'), how),
    });
    await servers.launchAgain('a', { anyPort: true });
    assert.deepEqual(done, ['stop', false, { anyPort: true }]);
    await servers.launchAgain('a');
    assert.deepEqual(done.slice(3), [false, undefined]);
    await servers.launchAgain('never launched');
    assert.equal(done.length, 5);
  });

  it('resolves when a launch has ended', async () => {
    const servers = new ServerRegistry();
    const launch = servers.begin('a', 'run', idleControl);
    let isOver = false;
    const ended = servers.whenEnded('a').then(() => (isOver = true));
    launch.report({ type: 'state', state: 'stopping' });
    servers.begin('b', 'run', idleControl).report({ type: 'ended' });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(isOver, false);
    launch.report({ type: 'ended' });
    await ended;
    await servers.whenEnded('never launched');
  });

  it('shows the output of the last launch, also of one that has ended', () => {
    const servers = new ServerRegistry();
    const shown: string[] = [];
    const launch = (name: string) =>
      servers.begin('a', 'run', { ...idleControl, showOutput: () => void shown.push(name) });
    servers.showOutput('a');
    launch('first').report({ type: 'ended' });
    servers.showOutput('a');
    launch('second');
    servers.showOutput('a');
    assert.deepEqual(shown, ['first', 'second']);
  });
});
