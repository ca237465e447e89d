import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { IISExpressServer } from '../../../server-runtime/servers/iisExpress/iisExpressServer.ts';
import type { SiteEvent } from '../../../server-runtime/servers/iisExpress/siteEvents.ts';
import { nodeWorker, startSite, temporaryFolder, workerScript } from './site.ts';

interface Echo {
  pid: number;
}

async function pidOf(url: string): Promise<number> {
  return ((await (await fetch(url)).json()) as Echo).pid;
}

/** Resolves with the next event of a worker of that kind. */
function workerEvent(server: IISExpressServer, kind: string): Promise<SiteEvent> {
  return new Promise((resolve) => {
    const listening = server.onEvent((event) => {
      if (event.type !== 'worker' || event.event !== kind) return;
      listening.dispose();
      resolve(event);
    });
  });
}

function webConfig(attributes: string, content = ''): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <location path="." inheritInChildApplications="false">
    <system.webServer>
      <aspNetCore ${attributes}>${content}</aspNetCore>
    </system.webServer>
  </location>
</configuration>
`;
}

describe('web.config', { timeout: 60_000 }, () => {
  it('names the worker, its environment and the limits', async (t) => {
    const physicalPath = temporaryFolder(t);
    const script = workerScript('environment.mjs');
    writeFileSync(
      path.join(physicalPath, 'web.config'),
      webConfig(
        `processPath="${process.execPath}" arguments="&quot;${script}&quot; .\\some\\file"`,
        '<environmentVariables><environmentVariable name="GREETING" value="from %HOME%" /></environmentVariables>',
      ).replace(
        '<aspNetCore',
        '<security><requestFiltering><requestLimits maxAllowedContentLength="10" /></requestFiltering></security><aspNetCore',
      ),
    );
    const server = new IISExpressServer({ urls: ['http://127.0.0.1:0'], physicalPath });
    t.after(() => server.stop());
    await server.start();
    const url = server.addresses[0] as string;
    const told = (await (await fetch(url)).json()) as {
      args: string[];
      cwd: string;
      env: Record<string, string>;
    };
    assert.deepEqual(told.args, ['./some/file']);
    assert.equal(told.env['GREETING'], `from ${process.env['HOME']}`);
    assert.equal(told.env['ASPNETCORE_IIS_PHYSICAL_PATH'], physicalPath);
    assert.equal((await fetch(url, { method: 'POST', body: 'x'.repeat(11) })).status, 413);
  });

  it('replaces the worker when it changes, and new settings apply', async (t) => {
    const { server, url, physicalPath } = await startSite(t, { worker: nodeWorker('echo.mjs') });
    const first = await pidOf(url);
    const exited = workerEvent(server, 'exited');
    writeFileSync(path.join(physicalPath, 'web.config'), webConfig('processesPerApplication="2"'));
    const event = await exited;
    assert.ok(event.type === 'worker' && event.wasExpected && event.exitCode === 0);
    const pids = new Set([await pidOf(url), await pidOf(url), await pidOf(url)]);
    assert.equal(pids.size, 2);
    assert.ok(!pids.has(first));
  });

  it('that is wrong gives 500.19 with the line until it is right', async (t) => {
    const physicalPath = temporaryFolder(t);
    const file = path.join(physicalPath, 'web.config');
    writeFileSync(file, '<configuration>\n  <system.webServer>\n</configuration>');
    const { server, url, events } = await startSite(t, {
      physicalPath,
      worker: nodeWorker('echo.mjs'),
    });
    const response = await fetch(url);
    assert.equal(response.status, 500);
    assert.match(
      await response.text(),
      /500\.19[^]*web\.config, line 3: <\/configuration> ends <system\.webServer>/,
    );
    assert.ok(events.some((event) => event.type === 'failure' && event.code === 'web-config'));
    rmSync(file);
    for (;;) {
      const status = (await fetch(url)).status;
      if (status === 200) break;
      assert.equal(status, 500);
    }
    assert.equal(server.counters.workersStarted, 1);
  });
});

describe('recycleOnFileChange', { timeout: 60_000 }, () => {
  it('replaces the worker when a listed file changes', async (t) => {
    const physicalPath = temporaryFolder(t);
    const watched = path.join(physicalPath, 'settings.json');
    writeFileSync(watched, '1');
    const { server, url } = await startSite(t, {
      physicalPath,
      worker: nodeWorker('echo.mjs'),
      module: { recycleOnFileChange: ['.\\settings.json'] },
    });
    const first = await pidOf(url);
    const exited = workerEvent(server, 'exited');
    writeFileSync(watched, 'two');
    await exited;
    assert.notEqual(await pidOf(url), first);
  });
});

describe('app_offline.htm', { timeout: 60_000 }, () => {
  it('stops the worker and is the answer until it is gone', async (t) => {
    const { server, url, physicalPath } = await startSite(t, { worker: nodeWorker('echo.mjs') });
    await pidOf(url);
    const file = path.join(physicalPath, 'app_offline.htm');
    const exited = workerEvent(server, 'exited');
    writeFileSync(file, '<p>Back soon</p>');
    await exited;
    const response = await fetch(url);
    assert.equal(response.status, 503);
    assert.equal(response.headers.get('content-type'), 'text/html');
    assert.equal(await response.text(), '<p>Back soon</p>');
    rmSync(file);
    for (;;) {
      const { status } = await fetch(url);
      if (status === 200) break;
      assert.equal(status, 503);
    }
  });

  it('keeps the worker from being started', async (t) => {
    const physicalPath = temporaryFolder(t);
    writeFileSync(path.join(physicalPath, 'app_offline.htm'), '');
    const { server, url, events } = await startSite(t, {
      physicalPath,
      worker: nodeWorker('echo.mjs'),
    });
    await server.startWorker();
    const response = await fetch(url);
    assert.deepEqual([response.status, await response.text()], [503, '']);
    assert.deepEqual(events, []);
  });
});

describe('stdoutLogEnabled', { timeout: 60_000 }, () => {
  it('keeps what the worker writes in a file of its own', async (t) => {
    const { server, url, physicalPath } = await startSite(t, {
      worker: nodeWorker('echo.mjs'),
      module: { stdoutLogEnabled: true, stdoutLogFile: '.\\logs\\stdout' },
    });
    const pid = await pidOf(url);
    await server.stop();
    const [name, ...others] = readdirSync(path.join(physicalPath, 'logs'));
    assert.deepEqual(others, []);
    assert.match(name ?? '', new RegExp(`^stdout_\\d{14}_${pid}\\.log$`));
    const text = readFileSync(path.join(physicalPath, 'logs', name ?? ''), 'utf8');
    assert.equal(text, 'shutting down\n');
  });

  it('leaves no empty file', async (t) => {
    const { server, url, physicalPath } = await startSite(t, {
      worker: nodeWorker('raw.mjs'),
      module: { stdoutLogEnabled: true, stdoutLogFile: 'out' },
    });
    await pidOf(url);
    await server.stop();
    assert.deepEqual(
      readdirSync(physicalPath).filter((name) => existsSync(path.join(physicalPath, name))),
      [],
    );
  });
});
