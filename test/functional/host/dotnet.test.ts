import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { getText } from './get.ts';
import { runHost, startHost } from './hostRun.ts';
import { launchSettings, makeProject } from './makeProject.ts';
import { eventually, freePort, holdPort, isAlive, isFree } from './processes.ts';

const env = {
  DOTNET_NOLOGO: '1',
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_SKIP_FIRST_TIME_EXPERIENCE: '1',
};

/** A build takes its time, the more so beside other tests. */
const options = { env, patience: 180_000 };

/** Why this cannot be tested here; false when it can. */
function reasonToSkip(): string | false {
  const { status, stdout } = spawnSync('dotnet', ['--list-sdks'], { encoding: 'utf8' });
  if (status !== 0) return 'dotnet is not on the PATH';
  if (!/^(?:[89]|\d\d)\./m.test(stdout)) return `the .NET SDK is older than 8: ${stdout.trim()}`;
  return false;
}

const skip = reasonToSkip();
if (skip) console.log(`# SKIPPED: launching .NET projects: ${skip}`);

describe('A .NET project', { skip, timeout: 480_000 }, () => {
  const project = makeProject({ after }, {});
  const settingsFile = () => path.join(project, 'Properties', 'launchSettings.json');

  before(() => {
    const made = spawnSync('dotnet', ['new', 'web', '-n', 'Shop', '-o', project, '--no-https'], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
    assert.equal(made.status, 0, made.stdout + made.stderr);
    const program = path.join(project, 'Program.cs');
    const source = readFileSync(program, 'utf8').replace(
      '"Hello World!"',
      '$"pid {Environment.ProcessId} profile {Environment.GetEnvironmentVariable("DOTNET_LAUNCH_PROFILE")}"',
    );
    writeFileSync(program, source);
  });

  function writeSettings(profiles: object, rest: object = {}): void {
    writeFileSync(settingsFile(), JSON.stringify(launchSettings(profiles, rest)));
  }

  it('is built and run, where the profile says, and stopped without a trace', async (t) => {
    const port = await freePort();
    writeSettings({
      web: { commandName: 'Project', applicationUrl: `http://localhost:${port}` },
    });
    const host = startHost(t, ['run', '--project', project], options);
    assert.equal(await host.listening(), `http://localhost:${port}`);
    const answer = await getText(`http://localhost:${port}`);
    const [, pid] = /^pid (\d+) profile web$/.exec(answer) ?? [];
    assert.ok(pid, answer);
    const { code, stderr } = await host.stop('SIGTERM');
    assert.equal(code, 0);
    assert.equal(stderr, 'Building...\n');
    assert.equal(await isAlive(Number(pid)), false);
    assert.ok(await isFree(port));
  });

  it('names the port and its holder when it is in use', async (t) => {
    const port = await holdPort(t);
    writeSettings({
      web: { commandName: 'Project', applicationUrl: `http://127.0.0.1:${port}` },
    });
    const { code, stderr } = await runHost(t, ['run', '--project', project, '--no-build'], options);
    assert.match(
      stderr,
      new RegExp(`error: Port ${port} is in use by node \\(process ${process.pid}\\)`),
    );
    assert.notEqual(code, 0);
  });

  it('says that https needs a certificate of .NET, and how to make one', async (t) => {
    writeSettings({ web: { commandName: 'Project', applicationUrl: 'https://127.0.0.1:0' } });
    const home = makeProject(t, {});
    const { code, stderr } = await runHost(t, ['run', '--project', project, '--no-build'], {
      ...options,
      env: { ...env, HOME: home, DOTNET_CLI_HOME: home, USERPROFILE: home },
    });
    assert.match(
      stderr,
      /error: The app cannot listen on https: \.NET has no valid development certificate\.\n {2}Make one: 'dotnet dev-certs https --trust'\./,
    );
    assert.notEqual(code, 0);
  });

  it('runs unchanged behind the proxied server, and does not outlive a killed host', async (t) => {
    const port = await freePort();
    writeSettings(
      { express: { commandName: 'IISExpress' } },
      { iisSettings: { iisExpress: { applicationUrl: `http://localhost:${port}`, sslPort: 0 } } },
    );
    const host = startHost(t, ['run', '--project', project, '--no-build'], options);
    await host.output(new RegExp(`^Now listening on: http://localhost:${port}$`, 'm'));
    const answer = await getText(`http://localhost:${port}`);
    const [, pid] = /^pid (\d+) profile express$/.exec(answer) ?? [];
    assert.ok(pid, answer);
    await host.stop('SIGKILL');
    await eventually(async () => !(await isAlive(Number(pid))), 'the worker is gone');
  });

  it('is planned with the program that it builds', async (t) => {
    writeSettings({ web: { commandName: 'Project', applicationUrl: 'http://127.0.0.1:5123' } });
    rmSync(path.join(project, 'bin'), { recursive: true, force: true });
    const args = ['plan', '--project', project, '--build', '--json'];
    const { code, stdout } = await runHost(t, args, options);
    const plan = JSON.parse(stdout);
    assert.equal(path.parse(plan.command).name, 'Shop');
    assert.ok(existsSync(plan.command), plan.command);
    assert.deepEqual([plan.args, plan.cwd, plan.urls], [[], project, ['http://127.0.0.1:5123']]);
    assert.equal(code, 0);
  });

  it('that does not build shows the errors of the compiler', async (t) => {
    const program = path.join(project, 'Program.cs');
    const source = readFileSync(program, 'utf8');
    t.after(() => writeFileSync(program, source));
    writeFileSync(program, `${source}\nthis is not C#;\n`);
    writeSettings({ web: { commandName: 'Project' } });
    const { code, stderr } = await runHost(t, ['run', '--project', project], options);
    assert.match(
      stderr,
      /error: Shop\.csproj does not build\.\n {2}\| .*Program\.cs\(\d+,\d+\): error CS/,
    );
    assert.equal(code, 1);
    const planned = await runHost(t, ['plan', '--project', project, '--build', '--json'], options);
    assert.equal(planned.stderr, stderr);
    assert.equal(planned.code, 1);
    const { failure } = JSON.parse(planned.stdout);
    assert.equal(failure.code, 'build-failed');
    assert.match(failure.output[0], /Program\.cs\(\d+,\d+\): error CS/);
    const line = source.split('\n').length + 1;
    assert.deepEqual({ ...failure.place, column: 0 }, { file: program, line, column: 0 });
  });

  it('stops while it is being built', async (t) => {
    writeSettings({ web: { commandName: 'Project' } });
    for (const command of [['run'], ['plan', '--build']]) {
      const host = startHost(t, [...command, '--project', project], options);
      await host.output(/^Building/, 'stderr');
      assert.equal((await host.stop('SIGINT')).code, 130);
    }
  });
});
