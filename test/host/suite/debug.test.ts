// Debugging through the editor's own JavaScript debugger: breakpoints in startup.ts, in the host and in the worker.
import assert from 'node:assert/strict';
import {
  commands,
  type CompletionList,
  ConfigurationTarget,
  debug,
  type DebugSession,
  type Disposable,
  languages,
  Location,
  Position,
  SourceBreakpoint,
  tasks,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import { buildParts } from './buildParts.ts';
import { debugParts } from './debugParts.ts';
import { preLaunchParts } from './preLaunchParts.ts';
import {
  addressesShown,
  answers,
  bodyOf,
  ended,
  eventually,
  idOf,
  isAlive,
  listening,
  pidsOf,
  rowOf,
  run,
  serverOf,
  serverProfiles,
  stopAll,
  useFreePorts,
  workspaceUri,
} from './serverProfiles.ts';

interface Stop {
  readonly session: DebugSession;
  readonly threadId: number;
}

interface Frame {
  readonly id: number;
  readonly line: number;
  readonly source?: { readonly path?: string };
}

const stops: Stop[] = [];

/** Sets a breakpoint in the handler of startup.ts; its line, from 1. */
async function breakInHandler(): Promise<number> {
  const uri = Uri.joinPath(workspaceUri(), 'startup.ts');
  const lines = (await workspace.openTextDocument(uri)).getText().split('\n');
  const index = lines.findIndex((line) => line.includes('Hosted by'));
  debug.addBreakpoints([new SourceBreakpoint(new Location(uri, new Position(index, 0)))]);
  return index + 1;
}

async function topFrame({ session, threadId }: Stop): Promise<Frame> {
  const answer = (await session.customRequest('stackTrace', { threadId, levels: 1 })) as {
    stackFrames: Frame[];
  };
  return answer.stackFrames[0]!;
}

describe('Debugging a profile', () => {
  let tracker: Disposable;

  before(async () => {
    const api = await serverProfiles();
    await eventually('the profiles are found', () => api.projects().length > 0);
    await useFreePorts();
    tracker = debug.registerDebugAdapterTrackerFactory('*', {
      createDebugAdapterTracker: (session) => ({
        onDidSendMessage: (message: { event?: string; body?: { threadId: number } }) => {
          if (message.event !== 'stopped' || !message.body) return;
          stops.push({ session, threadId: message.body.threadId });
        },
      }),
    });
  });

  after(() => tracker.dispose());

  afterEach(async () => {
    debug.removeBreakpoints(debug.breakpoints);
    await debug.stopDebugging();
    await stopAll();
    stops.length = 0;
  });

  for (const name of ['ServersDemo', 'IIS Express']) {
    const where = name === 'ServersDemo' ? 'the host' : 'the worker';
    it(`stops at a breakpoint in startup.ts, in ${where} of ${name}`, async () => {
      const line = await breakInHandler();
      await commands.executeCommand('serverProfiles.debug', idOf(name));
      const url = await listening(name);
      assert.equal(serverOf(name)?.mode, 'debug');
      assert.deepEqual(addressesShown(name), [url]);
      assert.match(rowOf(name).description, /debugging/);
      const answer = bodyOf(`${url}/paused`);
      const stop = await eventually('the breakpoint is hit', () => stops[0]);
      const frame = await topFrame(stop);
      assert.equal(frame.line, line);
      assert.ok(frame.source?.path?.endsWith('startup.ts'), frame.source?.path);
      await stop.session.customRequest('continue', { threadId: stop.threadId });
      assert.match(await answer, /Hosted by Kestrel/);
    });
  }

  it('frees the port and leaves no process when the session is stopped', async () => {
    await commands.executeCommand('serverProfiles.debug', idOf('IIS Express'));
    const url = await listening('IIS Express');
    const pids = pidsOf('IIS Express');
    assert.ok(pids.length >= 2, 'host and worker');
    await debug.stopDebugging();
    await ended('IIS Express');
    assert.equal(await answers(url), false);
    await eventually('no process is left', () => !pids.some(isAlive));
  });

  it('stops although the host stands at a breakpoint', async () => {
    await breakInHandler();
    await commands.executeCommand('serverProfiles.debug', idOf('ServersDemo'));
    const url = await listening('ServersDemo');
    const answer = bodyOf(url).catch(() => 'no answer');
    await eventually('the breakpoint is hit', () => stops[0]);
    const pids = pidsOf('ServersDemo');
    await commands.executeCommand('serverProfiles.stop', idOf('ServersDemo'));
    assert.equal((await ended('ServersDemo')).state, 'stopped');
    await answer;
    await eventually('no process is left', () => !pids.some(isAlive));
  });

  it('takes a profile that runs under the debugger', async () => {
    await run('ServersDemo');
    const [host] = pidsOf('ServersDemo');
    await commands.executeCommand('serverProfiles.debug', idOf('ServersDemo'));
    await eventually('it is debugged', () => serverOf('ServersDemo')?.mode === 'debug');
    await listening('ServersDemo');
    assert.ok(host !== undefined && !isAlive(host));
  });

  it('restarts under the debugger', async () => {
    await commands.executeCommand('serverProfiles.debug', idOf('ServersDemo'));
    await listening('ServersDemo');
    const { launchId } = serverOf('ServersDemo')!;
    await commands.executeCommand('serverProfiles.restart', idOf('ServersDemo'));
    await eventually('a new launch', () => serverOf('ServersDemo')?.launchId !== launchId);
    assert.equal(serverOf('ServersDemo')?.mode, 'debug');
    assert.match(await bodyOf(await listening('ServersDemo')), /Hosted by Kestrel/);
  });

  for (const noDebug of [false, true]) {
    const how = noDebug ? 'without the debugger' : 'under the debugger';
    it(`launches an entry again as it was launched, ${how}`, async () => {
      const configuration = workspace.getConfiguration('tasks');
      const task = { label: 'prepare', type: 'process', command: process.execPath, args: ['-v'] };
      await configuration.update('tasks', [task]);
      const seen: string[] = [];
      const watches = [
        tasks.onDidStartTask(({ execution }) => void seen.push(execution.task.name)),
        debug.onDidStartDebugSession(
          ({ parentSession, configuration: { env, noDebug: without } }) => {
            if (!parentSession) seen.push(`${env.GREETING} ${without === true}`);
          },
        ),
      ];
      const env = { GREETING: 'hello' };
      const entry = {
        type: 'server-profile',
        request: 'launch',
        name: 'x',
        profile: 'ServersDemo',
      };
      const folder = workspace.workspaceFolders?.[0];
      const started = { ...entry, env, preLaunchTask: 'prepare' };
      await debug.startDebugging(folder, started, { noDebug });
      await listening('ServersDemo');
      const { launchId } = serverOf('ServersDemo')!;
      const kind = noDebug ? 'tryAgain' : 'anyPort';
      await commands.executeCommand('serverProfiles.applyFix', idOf('ServersDemo'), { kind });
      await eventually('a new launch', () => serverOf('ServersDemo')?.launchId !== launchId);
      await listening('ServersDemo');
      assert.equal(serverOf('ServersDemo')?.mode, noDebug ? 'run' : 'debug');
      for (const watch of watches) watch.dispose();
      await configuration.update('tasks', undefined);
      const once = ['prepare', `hello ${noDebug}`];
      assert.deepEqual(seen, [...once, ...once]);
    });
  }

  it("goes on with the debugger's own restart", async () => {
    await commands.executeCommand('serverProfiles.debug', idOf('ServersDemo'));
    await listening('ServersDemo');
    const [host] = pidsOf('ServersDemo');
    await commands.executeCommand('workbench.action.debug.restart');
    await eventually('a new host', () => {
      const [pid] = pidsOf('ServersDemo');
      return pid !== undefined && pid !== host && serverOf('ServersDemo')?.state === 'listening';
    });
    assert.match(await bodyOf(await listening('ServersDemo')), /Hosted by Kestrel/);
  });

  it('has one request in launch.json, to which no other is offered, and which no other stands for', async () => {
    const uri = Uri.joinPath(workspaceUri(), '.vscode', 'launch.json');
    const entry = { type: 'server-profile', request: 'attach', name: 'x', profile: 'ServersDemo' };
    const text = JSON.stringify({ version: '0.2.0', configurations: [entry] });
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document);
    const at = document.positionAt(text.indexOf('attach'));
    const finding = await eventually('the finding of the schema', () =>
      languages.getDiagnostics(uri).find(({ range }) => range.contains(at)),
    );
    assert.match(finding.message, /"launch"/);
    const { items } = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      at,
    );
    // Beside the variables that the editor offers in every value.
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.deepEqual(
      labels.filter((label) => !label.startsWith('$')),
      ['"launch"'],
    );
    const folder = workspace.workspaceFolders?.[0];
    assert.equal(await debug.startDebugging(folder, entry), false);
    assert.equal(serverOf('ServersDemo')?.hasEnded, true);
    await workspace.fs.delete(uri);
  });

  it('launches the active profile when nothing is named, with what was not saved yet', async () => {
    const files = workspace.getConfiguration('files');
    await files.update('autoSave', 'off', ConfigurationTarget.Global);
    const source = await workspace.openTextDocument(Uri.joinPath(workspaceUri(), 'startup.ts'));
    const edit = new WorkspaceEdit();
    edit.insert(source.uri, new Position(source.lineCount, 0), '// not saved\n');
    assert.ok((await workspace.applyEdit(edit)) && source.isDirty);
    await commands.executeCommand('serverProfiles.setActive', idOf('ServersDemo'));
    const folder = workspace.workspaceFolders?.[0];
    await debug.startDebugging(folder, { type: 'server-profile', request: 'launch', name: '' });
    await listening('ServersDemo');
    assert.equal(serverOf('ServersDemo')?.mode, 'debug');
    assert.equal(source.isDirty, false);
    await files.update('autoSave', undefined, ConfigurationTarget.Global);
  });
});

describe('Debugging after a pre-launch task', preLaunchParts);

describe('The parts of debugging', debugParts);

describe('The build before debugging', buildParts);
