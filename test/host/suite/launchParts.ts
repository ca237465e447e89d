// What launches are made of, each part by itself: when a browser opens, how an end is told, what a terminal shows.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, it } from 'mocha';
import { extensions, Uri, window } from 'vscode';
import type { Project } from '../../../extension/core/profiles/project.ts';
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
import { eventually, isAlive, workspaceUri, writtenTo } from './serverProfiles.ts';
import { useCleanUps } from './useCleanUps.ts';

const nothing = (): void => undefined;
const log = { trace: nothing, info: nothing, warn: nothing, error: nothing };

/** A program that is no host: it never reports, and does not end when it is asked to. */
const silentHost = `
const { writeFileSync } = require('node:fs');
process.on('SIGTERM', () => writeFileSync(__filename + '.asked', ''));
writeFileSync(__filename + '.pid', String(process.pid));
setInterval(() => {}, 1000);`;

/** Tests of the parts of launches. */
export function launchParts(): void {
  const cleanUps = useCleanUps();
  let servers: ServerRegistry;
  let target: ProfileInProject;
  let runner: ProfileRunner;
  /** What is to happen later, while no time passes. */
  let later: Map<number, () => void>;

  /** Runs the only profile of a project, with this program as the host. */
  async function launch(hostPath: string, project: Project): Promise<void> {
    const controlServer = new ControlServer(log, sayText);
    cleanUps.push(() => controlServer.dispose());
    const profiles = new ProfileStore();
    profiles.setProjects([project]);
    [servers, target, later] = [new ServerRegistry(), profiles.active!, new Map()];
    runner = new ProfileRunner({
      ...{ profiles, servers, controlServer: async () => controlServer, hostPath },
      clock: {
        after(milliseconds, callback) {
          // The moment in which one that is gone may still be heard of.
          if (milliseconds < 250) return systemClock.after(milliseconds, callback);
          later.set(milliseconds, callback);
          return { dispose: () => later.delete(milliseconds) };
        },
      },
    });
    cleanUps.push(async () => {
      runner.dispose();
      await eventually('its terminal is gone', () => terminals().length === 0);
    });
    await runner.run(target);
    cleanUps.push(() => servers.controlOf(target.profile.id)?.kill());
  }
  const terminals = () => window.terminals.filter(({ name }) => name === target.profile.name);
  const server = () => servers.get(target.profile.id)!;

  describe('A run whose host says nothing', () => {
    let script: string;
    let pid: number;

    beforeEach(async () => {
      script = Uri.joinPath(workspaceUri(), 'silent.cjs').fsPath;
      writeFileSync(script, silentHost);
      for (const end of ['', '.pid', '.asked']) {
        cleanUps.push(() => rmSync(`${script}${end}`, { force: true }));
      }
      await launch(script, workspaceProject('', profilesText({ silent: 'Project' })));
      pid = Number(await eventually('it is up', () => writtenTo(`${script}.pid`)));
      assert.equal(server().state, 'starting');
    });

    it('has failed after half a minute, and leaves no process', async () => {
      later.get(30_000)?.();
      await servers.whenEnded(target.profile.id);
      const { state, failure } = server();
      assert.deepEqual([state, failure?.code], ['failed', 'host-silent']);
      assert.match(failure?.message ?? '', /within 30 seconds/);
      await eventually('it is gone', () => !isAlive(pid));
    });

    it('is stopped by Ctrl+C in its terminal, and ended at once by the second one', async () => {
      const [terminal] = terminals();
      terminal?.sendText('\u0003', false);
      await eventually('it stops', () => server().state === 'stopping');
      await eventually('it was asked to end', () => existsSync(`${script}.asked`));
      assert.ok(isAlive(pid));
      terminal?.sendText('\u0003', false);
      await servers.whenEnded(target.profile.id);
      assert.equal(server().state, 'stopped');
      await eventually('it is gone', () => !isAlive(pid));
      assert.equal(later.size, 0, 'nothing is to happen later');
    });

    it('is launched anew by who asks for that while it stops', async () => {
      const { launchId } = server();
      void servers.controlOf(target.profile.id)?.stop();
      await eventually('it stops', () => server().state === 'stopping');
      const again = runner.run(target);
      servers.controlOf(target.profile.id)?.kill();
      await again;
      assert.notEqual(server().launchId, launchId);
      assert.equal(server().state, 'starting');
    });

    it('is not launched twice, and has another terminal when the person closed the first one', async () => {
      const { launchId } = server();
      await runner.run(target);
      const [terminal, ...others] = terminals();
      assert.deepEqual([server().launchId, others], [launchId, []]);
      terminal?.dispose();
      await eventually('it stops', () => server().state === 'stopping');
      servers.controlOf(target.profile.id)?.kill();
      await servers.whenEnded(target.profile.id);
      await eventually('it is closed', () => terminals().length === 0);
      await runner.run(target);
      assert.notEqual(server().launchId, launchId);
      await eventually('another terminal', () => terminals().length === 1);
    });
  });

  it('lets a run alone whose host has reported, also after half a minute', async () => {
    const folder = Uri.joinPath(workspaceUri(), 'well').fsPath;
    cleanUps.push(() => rmSync(folder, { recursive: true }));
    const settings = profilesText({ well: 'Project' }, { applicationUrl: 'http://127.0.0.1:0' });
    mkdirSync(join(folder, 'Properties'), { recursive: true });
    writeFileSync(join(folder, 'Properties', 'launchSettings.json'), settings);
    writeFileSync(join(folder, 'startup.cjs'), 'exports.Startup = class { configure() {} };');
    const { extensionPath } = extensions.getExtension('server-profiles.server-profiles')!;
    await launch(join(extensionPath, 'dist', 'host.js'), workspaceProject('well', settings));
    await eventually('it listens or fails', () => server().state !== 'starting');
    later.get(30_000)?.();
    assert.deepEqual([server().state, server().failure], ['listening', undefined]);
    await servers.controlOf(target.profile.id)?.stop();
    await servers.whenEnded(target.profile.id);
    assert.equal(server().state, 'stopped');
  });

  it('has failed by its end when its host is gone by itself', async () => {
    const script = Uri.joinPath(workspaceUri(), 'gone.cjs').fsPath;
    cleanUps.push(() => rmSync(script));
    writeFileSync(script, 'console.error("Why."); process.exitCode = 3;');
    await launch(script, workspaceProject('', profilesText({ gone: 'Project' })));
    await servers.whenEnded(target.profile.id);
    const { state, failure } = server();
    assert.deepEqual([state, failure?.code, failure?.output], ['failed', 'host-ended', ['Why.']]);
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
      ...{ kill: nothing, showOutput: nothing, launchAgain: async () => undefined },
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
        inputEnd: () => void heard.push('end'),
        interrupt: () => void heard.push('interrupt'),
        closed: () => void heard.push('closed'),
      };
      terminal.begin(listener);
      terminal.write('one\ntwo\r\n');
      assert.deepEqual(written, []);
      terminal.open();
      assert.equal(written.length, 1);
      assert.match(written.join(), /Hone\r\ntwo\r\n$/);
      for (const keys of ['yea\u007f', 's\r', 'no', '\u0003', '\u0004']) terminal.handleInput(keys);
      assert.deepEqual(written.slice(1), ['yea\b \b', 's\r\n', 'no', '^C\r\n']);
      assert.deepEqual(heard, ['yes\n', 'interrupt', 'end']);
      terminal.end('web has ended.');
      assert.match(written.at(-1) ?? '', /web has ended\./);
      terminal.handleInput('late\r');
      assert.equal(heard.length, 3);
      terminal.begin(listener);
      assert.equal(terminal.isClosed, false);
      terminal.write('before');
      terminal.close();
      assert.equal(terminal.isClosed, true);
      assert.equal(heard.at(-1), 'closed');
      const { length } = written;
      terminal.write(' and after');
      assert.equal(written.length, length);
      terminal.show();
      assert.equal(terminal.isClosed, false);
      terminal.open();
      assert.match(written.slice(length).join(), /Hbefore and after$/);
    } finally {
      terminal.dispose();
    }
  });

  it('keeps the last lines of much output for a terminal that is closed', () => {
    const terminal = new RunTerminal('web');
    try {
      const line = `${'x'.repeat(99)}\n`;
      for (let index = 0; index < 10_000; index += 1) terminal.write(line);
      terminal.write('last');
      const written: string[] = [];
      terminal.onDidWrite((text) => written.push(text));
      terminal.open();
      assert.match(written.join(), /^x{99}\r\n[^]*\nlast$/);
      assert.ok(written.join().length < 500_000);
    } finally {
      terminal.dispose();
    }
  });
}
