import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ControlMethods,
  type RequestParams,
} from '../../../server-runtime/contracts/controlMessages.ts';
import { ControlClient } from '../../../server-runtime/host/controlClient.ts';
import { FakeEditor } from './fakeEditor.ts';

const request = (id: number): RequestParams => ({
  id,
  method: 'GET',
  path: '/',
  status: 200,
  durationMs: 1,
  workerPid: null,
  bytesIn: 0,
  bytesOut: 0,
  startedAt: 0,
});

describe('A host whose editor reads slowly', { timeout: 60_000 }, () => {
  it('leaves out requests rather than keeping them all, and nothing else', async (t) => {
    const editor = new FakeEditor(t);
    const client = new ControlClient(
      editor.env['SERVER_PROFILES_CONTROL']!,
      editor.env['SERVER_PROFILES_CONTROL_TOKEN']!,
      {
        stop: () => {},
        restart: () => false,
        watchRequests: () => true,
        requests: () => null,
        closed: () => {},
      },
    );
    t.after(() => client.close());
    const ids = () => editor.of(ControlMethods.request).map(({ id }) => id);
    for (let id = 1; id <= 1500; id++) client.request(request(id));
    client.state('degraded');
    await editor.until(() => editor.states().length === 1, 'the state is told');
    assert.deepEqual([ids().length, ids().at(-1)], [1000, 1000]);
    client.request(request(1501));
    await editor.until(() => ids().length === 1001, 'there is room again');
    assert.equal(ids().at(-1), 1501);
  });
});
