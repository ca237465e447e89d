import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { describe, it } from 'node:test';
import { get, getText } from './get.ts';
import { hostNode, runHost, startHost } from './hostRun.ts';
import { launchSettings, makeProject, startupAnswering } from './makeProject.ts';
import { eventually, isFree } from './processes.ts';

const settingsFile = path.join('Properties', 'launchSettings.json');
const anyAddress = 'ASPNETCORE_URLS=http://127.0.0.1:0';
const anyPort = { applicationUrl: 'http://127.0.0.1:0' };

/** True when the Node that runs the host runs TypeScript. */
function stripsTypes(): boolean {
  const { stdout } = spawnSync(hostNode, ['-p', 'process.features.typescript'], {
    encoding: 'utf8',
  });
  return stdout.trim() === 'strip';
}

describe('run', () => {
  it('serves a startup module where it says, and frees the port at SIGTERM', async (t) => {
    const project = makeProject(t, {
      'startup.mjs': startupAnswering('hello from startup'),
      [settingsFile]: launchSettings({ web: { commandName: 'Project', ...anyPort } }),
    });
    const host = startHost(t, ['run', '--project', project]);
    const address = await host.listening();
    await host.output(/^Application started\. Press Ctrl\+C to shut down\.$/m);
    assert.equal(await getText(address), 'hello from startup');
    const { code, stderr } = await host.stop('SIGTERM');
    assert.equal(code, 0);
    assert.equal(stderr, '');
    assert.ok(await isFree(Number(new URL(address).port)));
  });

  it('stops gracefully at SIGINT too', async (t) => {
    const project = makeProject(t, { 'startup.mjs': startupAnswering('x') });
    const host = startHost(t, ['run', '--project', project, '--', '--urls', 'http://127.0.0.1:0']);
    await host.listening();
    assert.equal((await host.stop('SIGINT')).code, 0);
  });

  it('ends at once at the second signal', async (t) => {
    const project = makeProject(t, {
      'program.mjs': `import { WebHostBuilder } from '@server-profiles/runtime';
export const main = () => new WebHostBuilder().useKestrel().useUrls('http://127.0.0.1:0')
  .useShutdownTimeout(60_000)
  .configure((app) => app.run(() => new Promise(() => {}))).build().run();
`,
    });
    const host = startHost(t, ['run', '--project', project]);
    const address = await host.listening();
    const request = get(address).catch(() => 'cut');
    await new Promise((resolve) => setTimeout(resolve, 200));
    host.child.kill('SIGINT');
    await host.output(/shutting down/);
    assert.equal((await host.stop('SIGINT')).code, 130);
    assert.equal(await request, 'cut');
  });

  it('applies the profile: environment, arguments, name; -e and -- win', async (t) => {
    const project = makeProject(t, {
      'program.mjs': `export const main = (args) => {
  const { COLOR, SIZE, DOTNET_LAUNCH_PROFILE } = process.env;
  console.log(JSON.stringify({ args, COLOR, SIZE, DOTNET_LAUNCH_PROFILE, cwd: process.cwd() }));
};
`,
      [settingsFile]: launchSettings({
        web: {
          commandName: 'Project',
          commandLineArgs: 'one "two three"',
          environmentVariables: { COLOR: 'red', SIZE: 'small' },
        },
      }),
    });
    const own = await runHost(t, ['run', '--project', project]);
    const profile = { COLOR: 'red', SIZE: 'small', DOTNET_LAUNCH_PROFILE: 'web', cwd: project };
    assert.deepEqual(JSON.parse(own.stdout), { args: ['one', 'two three'], ...profile });
    const given = await runHost(t, ['run', '--project', project, '-e', 'SIZE=big', '--', 'four']);
    assert.deepEqual(JSON.parse(given.stdout), { args: ['four'], ...profile, SIZE: 'big' });
  });

  it('runs in the working directory of the profile, with the app where it is', async (t) => {
    const project = makeProject(t, {
      'program.mjs': 'export const main = () => console.log(process.cwd());',
      'data/here.txt': '',
      [settingsFile]: launchSettings({
        web: { commandName: 'Project', workingDirectory: 'data' },
      }),
    });
    const { stdout } = await runHost(t, ['run', '--project', project]);
    assert.equal(stdout.trim(), path.join(project, 'data'));
  });

  it('loads no TLS for an app without https: it costs a tenth of the start', async (t) => {
    const project = makeProject(t, {
      'startup.mjs': `${startupAnswering('x')}
console.log('loaded', process.moduleLoadList.filter((name) => / (tls|http2)$/.test(name)).join());
`,
    });
    const host = startHost(t, ['run', '--project', project, '-e', anyAddress]);
    await host.listening();
    assert.match(host.stdout, /^loaded $/m);
  });

  it('leaves compiled code for the next launch, even when it is killed', async (t) => {
    if (!('flushCompileCache' in module)) return t.skip('This Node has no compile cache.');
    const project = makeProject(t, { 'startup.mjs': startupAnswering('x') });
    const cache = path.join(project, 'cache');
    const env = { NODE_COMPILE_CACHE: cache, ASPNETCORE_URLS: 'http://127.0.0.1:0' };
    const host = startHost(t, ['run', '--project', project], { env });
    await host.listening();
    await eventually(
      () => readdirSync(cache, { recursive: true, withFileTypes: true }).some((e) => e.isFile()),
      'it wrote the cache',
    );
  });

  it('ends with the exit code of main', async (t) => {
    const project = makeProject(t, { 'program.mjs': 'export const main = async () => 7;' });
    assert.equal((await runHost(t, ['run', '--project', project])).code, 7);
  });

  it('serves a wwwroot without any code', async (t) => {
    const project = makeProject(t, {
      'wwwroot/index.html': '<p>home</p>',
      'wwwroot/hello.txt': 'a static file',
    });
    const host = startHost(t, ['run', '--project', project, '-e', anyAddress]);
    const address = await host.listening();
    assert.equal(await getText(`${address}/hello.txt`), 'a static file');
    assert.equal(await getText(address), '<p>home</p>');
  });

  it('loads a CommonJS startup that requires the runtime', async (t) => {
    const project = makeProject(t, {
      'startup.cjs': `const { IServerAddressesFeature } = require('@server-profiles/runtime');
exports.Startup = class {
  configure(app) {
    const feature = app.serverFeatures.get(IServerAddressesFeature);
    app.run((context) => context.response.write(feature.addresses.join()));
  }
};
`,
    });
    const host = startHost(t, ['run', '--project', project, '-e', anyAddress]);
    const address = await host.listening();
    assert.equal(await getText(address), address);
  });

  it('runs TypeScript, or names the Node that does', async (t) => {
    const project = makeProject(t, {
      'startup.ts': `import { type ApplicationBuilder } from '@server-profiles/runtime';
export class Startup {
  configure(app: ApplicationBuilder) {
    app.run(async (context) => { await context.response.write('typed'); });
  }
}
`,
    });
    const host = startHost(t, ['run', '--project', project, '-e', anyAddress]);
    if (stripsTypes()) {
      assert.equal(await getText(await host.listening()), 'typed');
      assert.equal((await host.stop()).stderr.replace(/^There is no .*\n/, ''), '');
    } else {
      assert.match((await host.end()).stderr, /startup\.ts is TypeScript.*Node 22\.18 or newer/);
    }
  });

  it('leaves a web host running that main started without waiting for it', async (t) => {
    const project = makeProject(t, {
      'program.mjs': `import { WebHostBuilder } from '@server-profiles/runtime';
export async function main() {
  const host = new WebHostBuilder().useKestrel().useUrls('http://127.0.0.1:0')
    .configure((app) => app.run((context) => context.response.write('still here'))).build();
  await host.start();
  const { IServerAddressesFeature } = await import('@server-profiles/runtime');
  console.log('Now listening on: ' + host.serverFeatures.get(IServerAddressesFeature).addresses[0]);
}
`,
    });
    const host = startHost(t, ['run', '--project', project]);
    assert.equal(await getText(await host.listening()), 'still here');
    assert.equal((await host.stop()).code, 0);
  });
});
