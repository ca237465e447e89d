import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

const measuredProcess = new URL('../../bench/support/measuredProcess.ts', import.meta.url).href;
const peer = "console.log('Now listening on: http://localhost'); setInterval(() => {}, 1000);";
const bench = `import { startMeasured } from ${JSON.stringify(measuredProcess)};
const { pid } = await startMeasured(process.execPath, ['-e', ${JSON.stringify(peer)}]);
console.log(pid);
`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('startMeasured', { timeout: 60_000 }, () => {
  it('ends the peers of a bench that is killed', async (t) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', bench]);
    t.after(() => child.kill('SIGKILL'));
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    t.after(() => isAlive(pid) && process.kill(pid, 'SIGKILL'));
    assert.ok(isAlive(pid));
    child.kill('SIGKILL');
    // Nothing tells when a process of somebody else has ended.
    while (isAlive(pid)) await wait(20);
  });
});
