import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseWorkerPort } from '../../../server-runtime/servers/iisExpress/worker/workerPort.ts';

const never = () => Promise.resolve(false);
const always = () => Promise.resolve(true);

describe('chooseWorkerPort', () => {
  it('takes the port that the user fixed, free or not', async () => {
    assert.equal(await chooseWorkerPort('1025', never), 1025);
    assert.equal(await chooseWorkerPort('48000', never), 48_000);
  });

  for (const fixed of ['1024', '48001', '80.5', 'http', '-1']) {
    it(`refuses ${fixed}`, async () => {
      await assert.rejects(chooseWorkerPort(fixed, always), { code: 'worker-port-invalid' });
    });
  }

  it('looks for a free one in the range of the module', async () => {
    let asked = 0;
    const port = await chooseWorkerPort(undefined, () => Promise.resolve(++asked === 4));
    assert.equal(asked, 4);
    assert.ok(port >= 1025 && port <= 48_000);
  });

  it('gives up after ten tries', async () => {
    let asked = 0;
    const tryNone = () => {
      asked++;
      return Promise.resolve(false);
    };
    await assert.rejects(chooseWorkerPort(undefined, tryNone), { code: 'worker-port-taken' });
    assert.equal(asked, 10);
  });
});
