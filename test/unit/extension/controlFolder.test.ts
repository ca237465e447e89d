import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { EnvironmentVariables } from '../../../server-runtime/contracts/environmentVariables.ts';
import { inEnglish } from '../../../server-runtime/contracts/localizableText.ts';
import type { UserError } from '../../../extension/core/base/userError.ts';
import {
  controlParent,
  makeControlFolder,
  removeDeadControlFolders,
} from '../../../extension/platform/node/controlFolder.ts';
import { ControlServer } from '../../../extension/platform/node/controlServer.ts';

const options = { skip: process.platform === 'win32' && 'the control channel has no folder there' };

const silent = { trace() {}, info() {}, warn() {}, error() {} };
const nobody = { connected() {}, event() {}, disconnected() {} };

/** Has programs put temporary files there until the test ends. */
function useTemporaryFolder(t: TestContext, folder: string): void {
  const { TMPDIR } = process.env;
  process.env['TMPDIR'] = folder;
  t.after(() => {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
  });
}

async function makeParent(t: TestContext): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'parent-'));
  t.after(() => rm(parent, { recursive: true, force: true }));
  return parent;
}

/** A process that listens in a folder of its own, as an extension host does. */
async function startWindow(
  t: TestContext,
  parent: string,
): Promise<{ child: ChildProcess; folder: string }> {
  const module = new URL('../../../extension/platform/node/controlFolder.ts', import.meta.url);
  const script = `
    const { makeControlFolder } = await import(${JSON.stringify(module.href)});
    const { folder, socket } = await makeControlFolder(${JSON.stringify(parent)});
    const { createServer } = await import('node:net');
    createServer().listen(socket, () => console.log(folder));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, folder: String(line).trim() };
}

async function kill(child: ChildProcess): Promise<number> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  return child.pid!;
}

describe('The folder of the control channel', options, () => {
  it('goes when its extension host was killed, and stays while that is there', async (t) => {
    const parent = await makeParent(t);
    const [killed, alive] = await Promise.all([startWindow(t, parent), startWindow(t, parent)]);
    const { folder: own } = await makeControlFolder(parent);
    assert.equal((await stat(own)).mode & 0o777, 0o700);
    await kill(killed.child);
    assert.equal((await readdir(parent)).length, 3);
    // Several windows may look at once.
    await Promise.all([removeDeadControlFolders(parent), removeDeadControlFolders(parent)]);
    const left = [own, alive.folder].map((folder) => basename(folder));
    assert.deepEqual((await readdir(parent)).toSorted(), left.toSorted());
  });

  it('stays when it is not sure to be a dead one of ours', async (t) => {
    const parent = await makeParent(t);
    const dead = await kill((await startWindow(t, parent)).child);
    await removeDeadControlFolders(parent);
    assert.deepEqual(await readdir(parent), []);
    const named = (suffix: string): string => join(parent, `svprof-${dead}-${suffix}`);
    // As a process of another container has it, whose number means nothing here.
    await mkdir(named('listen'));
    const server = createServer().listen(join(named('listen'), 's'));
    t.after(() => server.close());
    await once(server, 'listening');
    await mkdir(named('other1'));
    await writeFile(join(named('other1'), 'file'), '');
    await mkdir(join(parent, `svprof-${dead}-longer-name`));
    await mkdir(join(parent, 'svprof-abcdef'));
    await writeFile(named('afile1'), '');
    const elsewhere = await makeParent(t);
    await symlink(elsewhere, named('alink1'));
    const before = await readdir(parent);
    await removeDeadControlFolders(parent);
    assert.deepEqual(await readdir(parent), before);
    assert.deepEqual(await readdir(elsewhere), []);
    await removeDeadControlFolders(join(parent, 'none'));
  });

  it('is looked after when a window launches something', async (t) => {
    const parent = tmpdir();
    const { child, folder } = await startWindow(t, parent);
    await kill(child);
    const server = new ControlServer(silent, inEnglish);
    t.after(() => server.dispose());
    const { env } = await server.issue(nobody);
    const own = dirname(env[EnvironmentVariables.control]!);
    assert.ok(basename(own).startsWith(`svprof-${process.pid}-`));
    await server.dispose();
    for (const gone of [own, folder]) await assert.rejects(stat(gone), { code: 'ENOENT' });
  });

  it('may come into being later, when it could not be made at first', async (t) => {
    const parent = await makeParent(t);
    const server = new ControlServer(silent, inEnglish);
    t.after(() => server.dispose());
    useTemporaryFolder(t, join(parent, 'gone'));
    await assert.rejects(server.issue(nobody), (error: UserError) => {
      assert.equal(error.code, 'no-control-channel');
      assert.match(error.message, /ENOENT.*gone.*TMPDIR/);
      return true;
    });
    await mkdir(join(parent, 'gone'));
    const { env } = await server.issue(nobody);
    assert.ok(env[EnvironmentVariables.control]?.startsWith(join(parent, 'gone', 'svprof-')));
  });

  it('is in the folder of the system when a path of the other leaves no room for a socket', async (t) => {
    const parent = await makeParent(t);
    const short = join(parent, 'a'.repeat(103 - Buffer.byteLength(parent) - 25));
    useTemporaryFolder(t, short);
    assert.equal(controlParent(), short);
    useTemporaryFolder(t, `${short}ä`);
    assert.equal(controlParent(), '/tmp');
    const server = new ControlServer(silent, inEnglish);
    t.after(() => server.dispose());
    const { env } = await server.issue(nobody);
    assert.ok(env[EnvironmentVariables.control]?.startsWith('/tmp/svprof-'));
  });
});
