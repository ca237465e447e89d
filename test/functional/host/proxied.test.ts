import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { getJson, getText } from './get.ts';
import { runHost, startHost } from './hostRun.ts';
import { launchSettings, makeProject, nodeServer, startupAnswering } from './makeProject.ts';
import { childrenOf, eventually, freePort, holdPort, isAlive, isFree } from './processes.ts';

const settingsFile = path.join('Properties', 'launchSettings.json');
const node = JSON.stringify(process.execPath).slice(1, -1);

function site(port: number, profiles: object): object {
  const iisExpress = { applicationUrl: `http://127.0.0.1:${port}/`, sslPort: 0 };
  return launchSettings(profiles, { iisSettings: { iisExpress } });
}
const express = { express: { commandName: 'IISExpress' } };

/** An app that answers with what it sees of the request, and its process. */
const reportingStartup = `export class Startup {
  configure(app) {
    app.run(async (context) => {
      const { request } = context;
      await context.response.write(JSON.stringify({
        pid: process.pid, scheme: request.scheme, host: String(request.host), path: request.path,
        remote: context.connection.remoteIpAddress,
      }));
    });
  }
}
`;

describe('An IISExpress profile', () => {
  it('serves the site from a worker process, and leaves nothing when it is stopped', async (t) => {
    const port = await freePort();
    const project = makeProject(t, {
      'startup.mjs': reportingStartup,
      [settingsFile]: site(port, express),
    });
    const host = startHost(t, ['run', '--project', project]);
    const address = await host.listening();
    assert.equal(address, `http://127.0.0.1:${port}`);
    const seen = await getJson<Record<string, unknown>>(`${address}/some/path`);
    assert.notEqual(seen['pid'], host.pid);
    assert.deepEqual(
      { ...seen, pid: 0 },
      {
        pid: 0,
        scheme: 'http',
        host: `127.0.0.1:${port}`,
        path: '/some/path',
        remote: '127.0.0.1',
      },
    );
    const { code, stdout } = await host.stop('SIGTERM');
    assert.equal(code, 0);
    // The worker's own address is nobody's business.
    assert.equal(stdout.match(/Now listening on/g)?.length, 1);
    assert.equal(await isAlive(Number(seen['pid'])), false);
    assert.ok(await isFree(port));
  });

  it('does not outlive a host that is killed', async (t) => {
    const port = await freePort();
    const project = makeProject(t, {
      'startup.mjs': reportingStartup,
      [settingsFile]: site(port, express),
    });
    const host = startHost(t, ['run', '--project', project]);
    const { pid } = await getJson<{ pid: number }>(await host.listening());
    await host.stop('SIGKILL');
    await eventually(async () => !(await isAlive(pid)), 'the worker is gone');
  });

  it('fails with the error and its first frame when the app does not start', async (t) => {
    const project = makeProject(t, {
      'program.mjs': `export function main() {
  throw new TypeError('no such thing');
}
`,
      [settingsFile]: site(await freePort(), express),
    });
    const host = startHost(t, ['run', '--project', project]);
    const { code, stderr } = await host.end();
    const message =
      /error: The app failed to start: TypeError: no such thing \(program\.mjs:2:9\)/g;
    assert.equal(stderr.match(message)?.length, 1, stderr);
    assert.equal(code, 1);
    assert.deepEqual(await childrenOf(host.pid), []);
  });

  it('fails with it too when the web host would answer with the error', async (t) => {
    const project = makeProject(t, {
      'startup.mjs': `export class Startup {
  configure() {
    throw new TypeError('no such thing');
  }
}
`,
      [settingsFile]: site(await freePort(), express),
    });
    const { code, stderr } = await runHost(t, ['run', '--project', project]);
    assert.match(
      stderr,
      /^error: The app failed to start: TypeError: no such thing \(startup\.mjs:3:11\)/,
    );
    assert.equal(code, 1);
  });

  it('fails with the holder of the port when the site cannot listen', async (t) => {
    const port = await holdPort(t);
    const project = makeProject(t, {
      'startup.mjs': startupAnswering('x'),
      [settingsFile]: site(port, express),
    });
    const { code, stderr } = await runHost(t, ['run', '--project', project]);
    assert.match(
      stderr,
      new RegExp(`error: Port ${port} is in use by node \\(process ${process.pid}\\)`),
    );
    assert.equal(code, 1);
  });

  it('goes on with a new worker when one dies, and tells', async (t) => {
    const port = await freePort();
    const project = makeProject(t, {
      'startup.mjs': reportingStartup,
      [settingsFile]: site(port, express),
    });
    const host = startHost(t, ['run', '--project', project]);
    const address = await host.listening();
    const first = await getJson<{ pid: number }>(address);
    process.kill(first.pid, 'SIGKILL');
    await host.output(/error: The worker process \S+ \(pid \d+\) was ended by SIGKILL/, 'stderr');
    const second = await getJson<{ pid: number }>(address);
    assert.notEqual(second.pid, first.pid);
    assert.match(host.stderr, /The next request starts a new one\./);
    assert.equal((await host.stop()).code, 0);
  });
});

describe('A proxied Executable', () => {
  it('is given a port and served at the address of the profile', async (t) => {
    const port = await freePort();
    const project = makeProject(t, {
      'server.cjs': nodeServer,
      [settingsFile]: launchSettings({
        tool: {
          commandName: 'Executable',
          executablePath: node,
          commandLineArgs: 'server.cjs',
          server: 'proxied',
          applicationUrl: `http://127.0.0.1:${port}`,
        },
      }),
    });
    const host = startHost(t, ['run', '--project', project]);
    const address = await host.listening();
    assert.equal(address, `http://127.0.0.1:${port}`);
    assert.match(await getText(address), /^pid \d+$/);
  });

  it('that never listens is told as that, and ended', async (t) => {
    const project = makeProject(t, {
      'silent.cjs': `console.log('pid ' + process.pid); setInterval(() => {}, 1000);`,
      'web.config': `<configuration><system.webServer>
  <aspNetCore processPath="ignored" startupTimeLimit="1" />
</system.webServer></configuration>`,
      [settingsFile]: launchSettings({
        tool: {
          commandName: 'Executable',
          executablePath: node,
          commandLineArgs: 'silent.cjs',
          server: 'proxied',
          applicationUrl: `http://127.0.0.1:${await freePort()}`,
        },
      }),
    });
    const host = startHost(t, ['run', '--project', project]);
    const { code, stdout, stderr } = await host.end();
    assert.match(stderr, /error: The worker process \S+ \(pid \d+\) did not listen on port \d+/);
    assert.equal(code, 1);
    const pids = Array.from(stdout.matchAll(/pid (\d+)/g), ([, pid]) => Number(pid));
    assert.ok(pids.length > 0);
    for (const pid of pids) assert.equal(await isAlive(pid), false);
  });
});
