import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createCertificate } from '../../support/certificate.ts';
import { get, getText } from '../host/get.ts';
import { cleanEnvironment, hostNode, HostRun, startHost } from '../host/hostRun.ts';
import { makeProject } from '../host/makeProject.ts';
import { childrenOf, eventually, holdPort, isAlive, isFree } from '../host/processes.ts';

const windows = process.platform === 'win32' && 'sharing sockets is not tested on Windows';
const options = { skip: windows, timeout: 180_000 };
const bundled = fileURLToPath(new URL('../../../dist/runtime/index.js', import.meta.url));
const source = fileURLToPath(new URL('../../../server-runtime/index.ts', import.meta.url));
const runtime = pathToFileURL(existsSync(bundled) ? bundled : source).href;

/** Answers with its pid, after keeping its process busy for a moment, so that others take the next connection. */
const app = `
  app.run(async ({ request, response }) => {
    if (request.path === '/stop') app.applicationServices.get(IApplicationLifetime).stopApplication();
    if (request.path === '/crash') process.nextTick(() => { throw new Error('crashed'); });
    if (request.path === '/slow') {
      await response.write('begun ');
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
    if (request.path === '/stuck') {
      await response.write('begun ');
      await new Promise(() => {});
    }
    for (const end = performance.now() + 5; performance.now() < end; );
    await response.write(String(process.pid));
  });`;

/** A program of its own that serves on the runtime. */
function program(
  url: string,
  { threadCount = 2, before = '', builder = '', kestrel = '' } = {},
): string {
  return `import { IApplicationLifetime, WebHostBuilder } from ${JSON.stringify(runtime)};
${before}
const host = new WebHostBuilder().useUrls(${JSON.stringify(url)})${builder}
  .configureLogging((loggers) => loggers.addConsole())
  .useKestrel((options) => { options.threadCount = ${threadCount}; ${kestrel} })
  .configure((app) => {${app}})
  .build();
process.exitCode = await host.run();
`;
}

/** Runs a program without our host, as \`node program.ts\` does. */
function startProgram(t: TestContext, text: string, nodeOptions: string[] = []): HostRun {
  const folder = makeProject(t, { 'program.mjs': text });
  const file = path.join(folder, 'program.mjs');
  const child = spawn(hostNode, [...nodeOptions, file], {
    cwd: folder,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const run = new HostRun(child);
  t.after(async () => {
    child.kill('SIGKILL');
    await run.ended;
  });
  return run;
}

/** The ids of the processes that answer, once there are as many as that. */
async function servingPids(url: string, count: number): Promise<number[]> {
  const pids = new Set<number>();
  await eventually(async () => {
    const answers = Array.from({ length: 4 * count }, () => connectionPid(url));
    for (const pid of await Promise.all(answers)) pids.add(pid);
    return pids.size >= count;
  }, `${count} processes answer`);
  return [...pids];
}

/** One request on a connection of its own: those that are kept alive stay with their process. */
function connectionPid(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? secureRequest : request;
    send(url, { agent: false, timeout: 20_000, rejectUnauthorized: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(Number(text))).on('error', reject);
    })
      .on('timeout', () => reject(new Error('no answer')))
      .on('error', reject)
      .end();
  });
}

describe('threadCount', options, () => {
  it('has as many processes serve one address, and shows it once', async (t) => {
    const run = startProgram(t, program('http://127.0.0.1:0', { threadCount: 3 }));
    const url = await run.listening();
    const pids = await servingPids(url, 3);
    const children = await childrenOf(run.pid);
    assert.deepEqual(new Set(pids), new Set(children.map(({ pid }) => pid)));
    const { stdout, code } = await run.stop();
    assert.equal(code, 0);
    assert.equal(stdout.match(/Now listening on/g)?.length, 1);
    assert.equal(stdout.match(/shutting down/g)?.length, 1);
  });

  it('replaces a process that was killed, and no request after it fails', async (t) => {
    const run = startProgram(t, program('http://127.0.0.1:0'));
    const url = await run.listening();
    const [victim, survivor] = await servingPids(url, 2);
    process.kill(victim!, 'SIGKILL');
    await eventually(async () => !(await isAlive(victim!)), 'the process is gone');
    const pids = await servingPids(url, 2);
    assert.ok(pids.includes(survivor!));
    assert.ok(!pids.includes(victim!));
    await run.output(new RegExp(`Process ${victim}, which served the app, has ended: SIGKILL`));
    assert.equal((await run.stop()).code, 0);
  });

  it('serves again when all processes crash at once', async (t) => {
    const run = startProgram(t, program('http://127.0.0.1:0'));
    const url = await run.listening();
    const first = await servingPids(url, 2);
    for (const pid of first) process.kill(pid, 'SIGKILL');
    // The socket stays: who connects now waits for the next process.
    const next = await servingPids(url, 2);
    assert.ok(next.every((pid) => !first.includes(pid)));
  });

  it('survives errors that end a process', async (t) => {
    const run = startProgram(t, program('http://127.0.0.1:0'));
    const url = await run.listening();
    await servingPids(url, 2);
    await assert.rejects(connectionPid(`${url}/crash`));
    assert.equal((await servingPids(url, 2)).length, 2);
    await run.output(/Error: crashed/, 'stderr');
  });

  it('finishes the requests in flight, and leaves nobody behind', async (t) => {
    const run = startProgram(t, program('http://127.0.0.1:0'));
    const url = await run.listening();
    await servingPids(url, 2);
    const children = await childrenOf(run.pid);
    const responses = await Promise.all(Array.from({ length: 20 }, () => get(`${url}/slow`)));
    const stopped = run.stop();
    const texts = await Promise.all(responses.map((response) => response.text()));
    assert.deepEqual(
      texts.filter((text) => !/^begun \d+$/.test(text)),
      [],
    );
    assert.equal((await stopped).code, 0);
    for (const { pid } of children) assert.equal(await isAlive(pid), false);
    assert.equal(await isFree(Number(new URL(url).port)), true);
  });

  it('stops as a whole when the app decides to stop', async (t) => {
    const run = startProgram(t, program('http://127.0.0.1:0'));
    const url = await run.listening();
    await connectionPid(`${url}/stop`);
    const { code, stdout } = await run.end();
    assert.equal(code, 0);
    assert.doesNotMatch(stdout, /has ended/);
  });

  it('replaces a process that was asked to end', async (t) => {
    const run = startProgram(t, program('http://127.0.0.1:0'));
    const url = await run.listening();
    const [victim] = await servingPids(url, 2);
    process.kill(victim!, 'SIGTERM');
    await run.output(/has ended: exit code 0/);
    assert.ok(!(await servingPids(url, 2)).includes(victim!));
  });

  it('aborts what is left when the time for the stop is over', async (t) => {
    const builder = '.useShutdownTimeout(300)';
    const run = startProgram(t, program('http://127.0.0.1:0', { builder }));
    const url = await run.listening();
    const response = await get(`${url}/stuck`);
    const stuck = assert.rejects(response.text());
    const { code } = await run.stop();
    assert.equal(code, 0);
    await stuck;
  });

  it('leaves no orphans when the first process is killed', async (t) => {
    const run = startProgram(t, program('http://127.0.0.1:0'));
    const url = await run.listening();
    const children = await childrenOf(run.pid);
    assert.equal(children.length, 2);
    run.child.kill('SIGKILL');
    for (const { pid } of children) {
      await eventually(async () => !(await isAlive(pid)), `process ${pid} ends`);
    }
    assert.equal(await isFree(Number(new URL(url).port)), true);
  });

  it('leaves no orphans when it is killed while the processes start', async (t) => {
    // Each process that is started to serve says so, and dwells, as loading a large app does.
    const before = `if (process.send) {
  console.log('started ' + process.pid);
  for (const end = performance.now() + 500; performance.now() < end; );
}`;
    const run = startProgram(t, program('http://127.0.0.1:0', { before }));
    const pid = Number((await run.output(/started (\d+)/))[1]);
    run.child.kill('SIGKILL');
    await eventually(async () => !(await isAlive(pid)), `process ${pid} ends`);
    await run.ended;
    assert.doesNotMatch(run.stdout, /Now listening/);
  });

  it('shares https addresses', async (t) => {
    const { cert, key } = await createCertificate();
    const folder = makeProject(t, { 'c.pem': cert, 'k.pem': key });
    const files = { cert: path.join(folder, 'c.pem'), key: path.join(folder, 'k.pem') };
    const kestrel = `options.https = ${JSON.stringify(files)};`;
    const run = startProgram(t, program('https://127.0.0.1:0', { kestrel }));
    const url = await run.listening();
    assert.equal((await servingPids(url, 2)).length, 2);
    assert.equal((await run.stop()).code, 0);
  });

  it('serves each endpoint as its options say, in every process', async (t) => {
    const certificate = await createCertificate();
    const kestrel = `
      const https = { cert: Buffer.from(${JSON.stringify(certificate.cert)}), key: Buffer.from(${JSON.stringify(certificate.key)}) };
      options
        .listen('127.0.0.1', 0, (endpoint) => endpoint.useHttps(https))
        .listen('127.0.0.1', 0, (endpoint) => { endpoint.protocols = 'http1'; });`;
    const run = startProgram(t, program('', { kestrel }));
    await run.output(/Application started/);
    const urls = [...run.stdout.matchAll(/Now listening on: (\S+)/g)].map(
      (match) => match[1] ?? '',
    );
    assert.deepEqual(
      urls.map((url) => new URL(url).protocol),
      ['https:', 'http:'],
    );
    for (const url of urls) assert.equal((await servingPids(url, 2)).length, 2);
  });

  it('shares unix sockets, and takes them away at its end', async (t) => {
    const folder = makeProject(t, {});
    const socketPath = path.join(folder, 'app.sock');
    const run = startProgram(t, program(`http://unix:${socketPath}`));
    assert.equal(await run.listening(), `http://unix:${socketPath}`);
    for (let i = 0; i < 10; i++) {
      const message = request({ socketPath, path: '/', agent: false, timeout: 20_000 }).end();
      const [response] = await once(message, 'response');
      assert.equal((response as { statusCode: number }).statusCode, 200);
      (response as { resume(): void }).resume();
    }
    await run.stop();
    assert.equal(existsSync(socketPath), false);
  });
});

describe('threadCount at the start', options, () => {
  it('names an address that is in use', async (t) => {
    const url = `http://127.0.0.1:${await holdPort(t)}`;
    const { code, stderr } = await startProgram(t, program(url)).end();
    assert.equal(code, 1);
    assert.ok(stderr.includes(`Failed to bind to address ${url}: address already in use.`));
  });

  it('says once what kept the processes from serving', async (t) => {
    const { code, stderr } = await startProgram(
      t,
      program('https://127.0.0.1:0', {
        before: `process.env.HOME = process.env.USERPROFILE = '/nowhere';`,
      }),
    ).end();
    assert.equal(code, 1);
    assert.equal(stderr.match(/Error: Unable to configure HTTPS endpoint/g)?.length, 1);
  });

  it('gives up on processes that end before they are ready', async (t) => {
    const before = `if (process.send) process.exit(7);`;
    const text = program('http://127.0.0.1:0', { before });
    const { code, stderr } = await startProgram(t, text).end();
    assert.equal(code, 1);
    assert.equal(stderr.match(/ended before they were ready: exit code 7\./g)?.length, 1);
  });

  it('serves with one process while a debugger is attached', async (t) => {
    const run = startProgram(t, program('http://127.0.0.1:0'), ['--inspect=127.0.0.1:0']);
    const url = await run.listening();
    assert.equal(await connectionPid(url), run.pid);
    await run.output(/A debugger is attached, so one process serves the app, in place of 2\./);
    assert.deepEqual(await childrenOf(run.pid), []);
  });
});

describe('threadCount under the host', options, () => {
  it('starts workers of the app, which know nothing of the launch', async (t) => {
    const folder = makeProject(t, {
      'package.json': { type: 'module' },
      'program.js': `import { WebHostBuilder } from '@server-profiles/runtime';
export const main = (args) => new WebHostBuilder().useKestrel((options) => { options.threadCount = 2; })
  .configure((app) => app.run(async ({ response }) => {
    for (const end = performance.now() + 5; performance.now() < end; );
    if (process.env.GREETING !== 'hello' || args[0] !== '--x') response.statusCode = 500;
    await response.write(String(process.pid));
  })).build().run();
`,
      'Properties/launchSettings.json': {
        profiles: {
          App: {
            commandName: 'Project',
            commandLineArgs: '--x',
            applicationUrl: 'http://127.0.0.1:0',
            environmentVariables: { GREETING: 'hello' },
          },
        },
      },
    });
    const run = startHost(t, ['run', '--project', path.basename(folder)], {
      cwd: path.dirname(folder),
    });
    const url = await run.listening();
    const pids = await servingPids(url, 2);
    assert.ok(!pids.includes(run.pid));
    assert.match(await getText(url), /^\d+$/);
    const { code, stdout } = await run.stop('SIGINT');
    assert.equal(code, 0);
    assert.equal(stdout.match(/Now listening on/g)?.length, 1);
    for (const pid of pids) assert.equal(await isAlive(pid), false);
  });
});
