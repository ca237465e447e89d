import assert from 'node:assert/strict';
import path from 'node:path';
import { type TestContext, describe, it } from 'node:test';
import {
  ControlMethods,
  type RequestParams,
  type RequestsResult,
} from '../../../server-runtime/contracts/controlMessages.ts';
import { FakeEditor } from './fakeEditor.ts';
import { eventually, isAlive } from './processes.ts';
import { getText } from './get.ts';
import { startHost } from './hostRun.ts';
import { launchSettings, makeProject, startupAnswering } from './makeProject.ts';

const settingsFile = path.join('Properties', 'launchSettings.json');

/** Launches an app that an editor watches over; resolves with its address once it listens. */
async function launch(t: TestContext, editor: FakeEditor, commandName: string): Promise<string> {
  const project = makeProject(t, {
    'startup.mjs': startupAnswering('hello'),
    [settingsFile]: launchSettings(
      { web: { commandName, applicationUrl: 'http://127.0.0.1:0' } },
      { iisSettings: { iisExpress: { applicationUrl: 'http://127.0.0.1:0' } } },
    ),
  });
  const host = startHost(t, ['run', '--project', project], { env: editor.env });
  const address = await host.listening();
  await editor.until(() => editor.states().includes('listening'), 'it listens');
  return address;
}

const told = (editor: FakeEditor) =>
  editor.of(ControlMethods.request) as unknown as RequestParams[];

describe('Requests of a proxied site, over the control channel', () => {
  it('are told when asked for, and no longer than that', async (t) => {
    const editor = new FakeEditor(t);
    const address = await launch(t, editor, 'IISExpress');
    const watch = (enabled: boolean) =>
      editor.connection!.sendRequest(ControlMethods.watchRequests, { enabled });
    await getText(`${address}/unwatched`);
    assert.equal(await watch(true), true);
    const before = Date.now();
    await getText(`${address}/watched?a=b`);
    await editor.until(() => told(editor).length > 0, 'the request is told');
    assert.equal(await watch(false), true);
    await getText(`${address}/unwatched`);
    // Answered after whatever was told before it.
    const all = await editor.connection!.sendRequest<RequestsResult>(ControlMethods.requests);
    assert.equal(told(editor).length, 1);
    const [request] = told(editor);
    assert.ok(request);
    const worker = editor.of(ControlMethods.process).find(({ event }) => event === 'listening');
    const { durationMs, startedAt, ...rest } = request;
    assert.deepEqual(rest, {
      id: 2,
      method: 'GET',
      path: '/watched?a=b',
      status: 200,
      workerPid: worker?.['pid'],
      bytesIn: 0,
      bytesOut: 5,
    });
    assert.ok(durationMs > 0 && durationMs < 10_000);
    assert.ok(Math.abs(startedAt - before) < 10_000);
    assert.deepEqual(all.requests[1], request);
  });

  it('are there to be asked for, with counters', async (t) => {
    const editor = new FakeEditor(t);
    const address = await launch(t, editor, 'IISExpress');
    for (const name of ['/a', '/b']) await getText(address + name);
    const { requests, counters } = await editor.connection!.sendRequest<RequestsResult>(
      ControlMethods.requests,
    );
    assert.deepEqual(
      requests.map(({ id, path: target }) => [id, target]),
      [
        [1, '/a'],
        [2, '/b'],
      ],
    );
    assert.deepEqual(counters, {
      requests: 2,
      active: 0,
      failures: 0,
      webSockets: 0,
      bytesIn: 0,
      bytesOut: 10,
      workersStarted: 1,
      workersCrashed: 0,
    });
  });

  it('go on being told after a restart, at the same address', async (t) => {
    const editor = new FakeEditor(t);
    const address = await launch(t, editor, 'IISExpress');
    await editor.connection!.sendRequest(ControlMethods.watchRequests, { enabled: true });
    assert.equal(await editor.connection!.sendRequest(ControlMethods.restart), true);
    await editor.until(() => editor.states().length === 4, 'it listens again');
    assert.deepEqual(editor.of(ControlMethods.addresses).at(-1), { addresses: [address] });
    assert.equal(await getText(`${address}/again`), 'hello');
    await editor.until(() => told(editor).length > 0, 'the request is told');
    assert.equal(told(editor)[0]?.path, '/again');
  });

  it('keep no launch from stopping in the middle of a restart', async (t) => {
    const editor = new FakeEditor(t);
    await launch(t, editor, 'IISExpress');
    const { connection } = editor;
    assert.equal(await connection!.sendRequest(ControlMethods.restart), true);
    await connection!.sendRequest(ControlMethods.stop);
    await editor.until(() => editor.states().at(-1) === 'stopped', 'it stopped');
    assert.deepEqual(editor.states(), ['starting', 'listening', 'starting', 'stopping', 'stopped']);
    // The new worker may have begun before the stop came, but not after it; and nothing of either is left.
    const stop = editor.heard.findIndex(({ params }) => params['state'] === 'stopping');
    const started = editor.heard.map(({ params }) => params['event'] === 'started');
    assert.ok(started.lastIndexOf(true) < stop, JSON.stringify(editor.heard));
    for (const { role, pid } of editor.of(ControlMethods.process)) {
      if (role === 'worker')
        await eventually(async () => !(await isAlive(pid as number)), 'it ends');
    }
  });

  it('are nobody’s to tell where there is no front end', async (t) => {
    const editor = new FakeEditor(t);
    await launch(t, editor, 'Project');
    const { connection } = editor;
    assert.equal(
      await connection!.sendRequest(ControlMethods.watchRequests, { enabled: true }),
      false,
    );
    assert.equal(await connection!.sendRequest(ControlMethods.requests), null);
  });
});
