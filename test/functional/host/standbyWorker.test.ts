import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { PassThrough } from 'node:stream';
import { describe, it, type TestContext } from 'node:test';
import { addressInUse } from '../../../server-runtime/host/addressInUse.ts';
import { LaunchFailure } from '../../../server-runtime/host/launchFailure.ts';
import { StandbyWorker } from '../../../server-runtime/host/supervisor/standbyWorker.ts';
import { freePort } from './processes.ts';

const env = { PATH: process.env['PATH'] };
const output = { stdout: new PassThrough(), stderr: new PassThrough() };

/** A worker that says, once it knows where to listen, that this failed. */
function failingWorker(t: TestContext, failure: LaunchFailure): StandbyWorker {
  const answer = JSON.stringify({ failure: failure.toParams() });
  const code = `process.once('message', () => process.send(${answer}, () => process.exit(1)));`;
  const worker = new StandbyWorker({ args: ['-e', code], cwd: tmpdir(), env, ...output });
  t.after(() => worker.dispose());
  return worker;
}

describe('StandbyWorker', () => {
  it('lets a worker be started again when it has lost the port that was chosen for it', async (t) => {
    const port = await freePort();
    const worker = failingWorker(t, await addressInUse(port));
    const taken = await worker.take({ ...env, ASPNETCORE_PORT: String(port) }, output);
    await taken?.exited;
    assert.equal(await worker.take({ ...env, ASPNETCORE_PORT: '4000' }, output), undefined);
  });

  it('reports what another start would not help with', async (t) => {
    const failure = new LaunchFailure('startup-threw', 'The app failed to start.');
    const worker = failingWorker(t, failure);
    const taken = await worker.take({ ...env, ASPNETCORE_PORT: '4000' }, output);
    await taken?.exited;
    const again = worker.take({ ...env, ASPNETCORE_PORT: '4001' }, output);
    await assert.rejects(again, { code: 'startup-threw' });
  });
});
