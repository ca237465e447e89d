// What launches are made of, each part by itself: when a browser opens, how an end is told, what a terminal shows.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Uri, window } from 'vscode';
import {
  type ProfileInProject,
  ProfileStore,
} from '../../../extension/core/profiles/profileStore.ts';
import { ServerRegistry } from '../../../extension/core/servers/serverRegistry.ts';
import { openBrowserOnLaunch } from '../../../extension/features/serverRunner/browserOpener.ts';
import { failureOfEnd, lineOfEnd } from '../../../extension/features/serverRunner/endOfHost.ts';
import { ProfileRunner } from '../../../extension/features/serverRunner/profileRunner.ts';
import { RunTerminal } from '../../../extension/features/serverRunner/runTerminal.ts';
import { ControlServer } from '../../../extension/platform/node/controlServer.ts';
import { systemClock } from '../../../extension/platform/node/systemClock.ts';
import type { ErrorBoundary } from '../../../extension/platform/vscode/errorBoundary.ts';
import { sayText } from '../../../extension/platform/vscode/sayText.ts';
import { profilesText, workspaceProject } from './projects.ts';
import { eventually, isAlive, workspaceUri } from './serverProfiles.ts';

const nothing = (): void => undefined;
const log = { trace: nothing, info: nothing, warn: nothing, error: nothing };

/** A program that is no host: it never reports, and does not end when it is asked to. */
const silentHost = `
process.on('SIGTERM', () => {});
require('node:fs').writeFileSync(__filename + '.pid', String(process.pid));
setInterval(() => {}, 1000);`;

/** Tests of the parts of launches. */
export function launchParts(): void {
  describe('A run whose host says nothing', () => {
    let servers: ServerRegistry;
    let target: ProfileInProject;
    /** What is to happen later, while no time passes. */
    let later: Map<number, () => void>;
    let pid: number;
    const cleanUps: (() => unknown)[] = [];

    beforeEach(async () => {
      const script = Uri.joinPath(workspaceUri(), 'silent.cjs').fsPath;
      writeFileSync(script, silentHost);
      cleanUps.push(() => rmSync(script));
      const controlServer = new ControlServer(log, sayText);
      cleanUps.push(() => controlServer.dispose());
      const profiles = new ProfileStore();
      profiles.setProjects([workspaceProject('', profilesText({ silent: 'Project' }))]);
      [servers, target, later] = [new ServerRegistry(), profiles.active!, new Map()];
      const runner = new ProfileRunner({
        ...{ profiles, servers, controlServer: async () => controlServer, hostPath: script },
        clock: {
          after(milliseconds, callback) {
            // The moment in which one that is gone may still be heard of.
            if (milliseconds < 250) return systemClock.after(milliseconds, callback);
            later.set(milliseconds, callback);
            return { dispose: () => later.delete(milliseconds) };
          },
        },
      });
      cleanUps.push(() => runner.dispose());
      await runner.run(target);
      cleanUps.push(() => servers.controlOf(target.profile.id)?.kill());
      const pidFile = `${script}.pid`;
      await eventually('it is up', () => existsSync(pidFile) && readFileSync(pidFile, 'utf8'));
      cleanUps.push(() => rmSync(pidFile));
      pid = Number(readFileSync(pidFile, 'utf8'));
      assert.equal(servers.get(target.profile.id)?.state, 'starting');
    });
    afterEach(async () => {
      for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
    });

    it('has failed after half a minute, and leaves no process', async () => {
      later.get(30_000)?.();
      await servers.whenEnded(target.profile.id);
      const { state, failure } = servers.get(target.profile.id)!;
      assert.deepEqual([state, failure?.code], ['failed', 'host-silent']);
      await eventually('it is gone', () => !isAlive(pid));
    });

    it('is stopped by Ctrl+C in its terminal, and ended at once by the second one', async () => {
      const terminal = window.terminals.find(({ name }) => name === 'silent');
      terminal?.sendText('\u0003', false);
      await eventually('it stops', () => servers.get(target.profile.id)?.state === 'stopping');
      assert.ok(isAlive(pid));
      terminal?.sendText('\u0003', false);
      await servers.whenEnded(target.profile.id);
      assert.equal(servers.get(target.profile.id)?.state, 'stopped');
      await eventually('it is gone', () => !isAlive(pid));
    });
  });

  it('opens the browser once for each launch that asks for one, when it can be reached', () => {
    const [profiles, servers] = [new ProfileStore(), new ServerRegistry()];
    profiles.setProjects([
      workspaceProject('', profilesText({ web: 'Project' }, { launchBrowser: true })),
      workspaceProject('sub', profilesText({ quiet: 'Project' })),
    ]);
    const [web, quiet] = profiles.all().map(({ profile }) => profile.id) as [string, string];
    let opened = 0;
    const errors = { run: () => void (opened += 1) } as unknown as ErrorBoundary;
    const opener = openBrowserOnLaunch({ profiles, servers, errors });
    const control = {
      ...{ stop: async () => undefined, restart: async () => false },
      ...{ kill: nothing, showOutput: nothing },
    };
    const addresses = { type: 'addresses', addresses: ['http://127.0.0.1:5000'] } as const;
    const listening = { type: 'state', state: 'listening' } as const;
    try {
      const first = servers.begin(web, 'run', control);
      first.report(addresses);
      assert.equal(opened, 0);
      first.report(listening);
      assert.equal(opened, 1);
      first.report({ type: 'state', state: 'degraded' });
      first.report(listening);
      assert.equal(opened, 1);
      first.report({ type: 'ended' });
      const second = servers.begin(web, 'run', control);
      second.report(listening);
      assert.equal(opened, 1, 'nothing to open yet');
      second.report(addresses);
      assert.equal(opened, 2);
      const other = servers.begin(quiet, 'run', control);
      other.report(addresses);
      other.report(listening);
      assert.equal(opened, 2);
    } finally {
      opener.dispose();
    }
  });

  it('says how a host ended, and takes only a good end for none', () => {
    const end = { exitCode: null, signal: null, output: ['last'] };
    const missing = Object.assign(new Error('spawn'), { code: 'ENOENT' });
    assert.equal(failureOfEnd('web', 'node', { ...end, exitCode: 0 }), undefined);
    const failures = [
      { ...end, exitCode: 3 },
      { ...end, signal: 'SIGKILL' },
      { ...end, error: missing },
    ].map((one) => failureOfEnd('web', '/opt/node', one));
    assert.deepEqual(
      failures.map((failure) => [failure?.code, failure?.message, failure?.help.length]),
      [
        ['host-ended', 'web ended with exit code 3.', 0],
        ['host-ended', 'web was ended by SIGKILL.', 0],
        ['node-not-started', 'Node could not be started: /opt/node (ENOENT).', 1],
      ],
    );
    assert.ok(failures.every((failure) => failure?.output.join() === 'last'));
    assert.equal(lineOfEnd('web', { ...end, exitCode: 0 }), 'web has ended with exit code 0.');
    assert.equal(lineOfEnd('web', { ...end, signal: 'SIGTERM' }), 'web was ended by SIGTERM.');
    assert.equal(lineOfEnd('web', { ...end, error: missing }), 'web could not be started: spawn');
  });

  it('shows output in a terminal from its first line on, and hears what is typed there', () => {
    const terminal = new RunTerminal('web');
    try {
      const written: string[] = [];
      const heard: string[] = [];
      terminal.onDidWrite((text) => written.push(text));
      const listener = {
        input: (text: string) => void heard.push(text),
        interrupt: () => void heard.push('interrupt'),
        closed: () => void heard.push('closed'),
      };
      terminal.begin(listener);
      terminal.write('one\ntwo\r\n');
      assert.deepEqual(written, []);
      terminal.open();
      assert.equal(written.length, 1);
      assert.match(written.join(), /Hone\r\ntwo\r\n$/);
      terminal.handleInput('yes\r');
      terminal.handleInput('\u0003');
      assert.deepEqual(written.slice(1), ['yes\r\n', '^C\r\n']);
      assert.deepEqual(heard, ['yes\n', 'interrupt']);
      terminal.end('web has ended.');
      assert.match(written.at(-1) ?? '', /web has ended\./);
      terminal.handleInput('late\r');
      assert.equal(heard.length, 2);
      terminal.begin(listener);
      assert.equal(terminal.isClosed, false);
      terminal.close();
      assert.equal(terminal.isClosed, true);
      assert.equal(heard.at(-1), 'closed');
      const { length } = written;
      terminal.write('nobody sees it');
      assert.equal(written.length, length);
    } finally {
      terminal.dispose();
    }
  });
}
