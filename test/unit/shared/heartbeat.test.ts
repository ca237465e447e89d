import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Heartbeat } from '../../../server-runtime/servers/shared/heartbeat.ts';

describe('Heartbeat', () => {
  it('beats at its start and then once a second', (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    let now = 5;
    const beats: number[] = [];
    const clock = { now: () => now, date: () => new Date(0) };
    const heartbeat = new Heartbeat((at) => beats.push(at), clock);
    heartbeat.start();
    t.after(() => heartbeat.stop());
    now = 1005;
    t.mock.timers.tick(1000);
    assert.deepEqual(beats, [5, 1005]);
    assert.equal(heartbeat.now, 1005);
    heartbeat.stop();
    t.mock.timers.tick(5000);
    assert.equal(beats.length, 2);
  });
});
