import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { getText } from './get.ts';
import { runHost, startHost } from './hostRun.ts';
import { launchSettings, makeProject, nodeServer } from './makeProject.ts';
import { childrenOf, eventually, freePort, holdPort, isAlive, isFree } from './processes.ts';

const settingsFile = path.join('Properties', 'launchSettings.json');
const node = JSON.stringify(process.execPath).slice(1, -1);

function nodeProfile(args: string, rest: object = {}): object {
  return launchSettings({
    tool: { commandName: 'Executable', executablePath: node, commandLineArgs: args, ...rest },
  });
}

/** The child of the host that runs the program, not the host's own watchdog. */
async function programOf(hostPid: number): Promise<number> {
  let pid: number | undefined;
  await eventually(async () => {
    pid = (await childrenOf(hostPid)).find(({ name }) => name !== 'sh')?.pid;
    return pid !== undefined;
  }, 'the program started');
  return pid!;
}

describe('An Executable profile', () => {
  it('tells where a Node server really listens, although nothing says so beforehand', async (t) => {
    const project = makeProject(t, {
      'server.cjs': nodeServer,
      [settingsFile]: nodeProfile('server.cjs'),
    });
    const host = startHost(t, ['run', '--project', project]);
    const address = await host.listening();
    const answer = await getText(address);
    assert.match(answer, /^pid \d+$/);
    await host.stop('SIGTERM');
    assert.equal(await isAlive(Number(answer.slice(4))), false);
    assert.ok(await isFree(Number(new URL(address).port)));
  });

  it('gives the address of the profile as it stands there', async (t) => {
    const port = await freePort();
    const project = makeProject(t, {
      'server.cjs': nodeServer,
      [settingsFile]: nodeProfile('server.cjs', {
        applicationUrl: `http://localhost:${port}`,
        environmentVariables: { PORT: String(port) },
      }),
    });
    const host = startHost(t, ['run', '--project', project]);
    assert.equal(await host.listening(), `http://localhost:${port}`);
  });

  it('does not take a debugger for a server', async (t) => {
    const project = makeProject(t, {
      'server.cjs': `setTimeout(() => {\n${nodeServer}}, 300);`,
      [settingsFile]: nodeProfile('--inspect=127.0.0.1:0 server.cjs'),
    });
    const host = startHost(t, ['run', '--project', project]);
    assert.match(await getText(await host.listening()), /^pid \d+$/);
  });

  it('does not take a debugger for a server that answers late', async (t) => {
    const project = makeProject(t, {
      'server.cjs': `const { createServer } = require('node:http');
        const inspector = createServer((request, response) => setTimeout(() => {
          response.end(JSON.stringify({ Browser: 'node.js/' + process.version }), () => {
            createServer((q, r) => r.end('ok')).listen(0, '127.0.0.1');
          });
        }, 1500));
        inspector.listen(0, '127.0.0.1');`,
      [settingsFile]: nodeProfile('server.cjs --inspect'),
    });
    const host = startHost(t, ['run', '--project', project]);
    assert.equal(await getText(await host.listening()), 'ok');
  });

  const python = spawnSync('python3', ['--version']).status === 0;
  it('runs a Python server', { skip: !python && 'python3 is not on the PATH' }, async (t) => {
    const port = await freePort();
    const project = makeProject(t, {
      'hello.txt': 'from python',
      [settingsFile]: launchSettings({
        python: {
          commandName: 'Executable',
          executablePath: 'python3',
          commandLineArgs: `-m http.server ${port} --bind 127.0.0.1`,
        },
      }),
    });
    const host = startHost(t, ['run', '--project', project]);
    const address = await host.listening();
    assert.equal(address, `http://127.0.0.1:${port}`);
    assert.equal(await getText(`${address}/hello.txt`), 'from python');
    await host.stop('SIGINT');
    assert.ok(await isFree(port));
  });

  it('says where a program listens on a line of its own, when that has not ended its line', async (t) => {
    const project = makeProject(t, {
      'server.cjs': `const { existsSync, writeFileSync } = require('node:fs');
        writeFileSync('started', '');
        const timer = setInterval(() => {
          if (!existsSync('go')) return;
          clearInterval(timer);
          process.stdout.write('starting ...', () => {
            require('node:http').createServer((q, r) => r.end('ok'))
              .listen(0, '127.0.0.1', () => writeFileSync('listens', ''));
          });
        }, 5);`,
      [settingsFile]: nodeProfile('server.cjs'),
    });
    const host = startHost(t, ['run', '--project', project]);
    await eventually(() => existsSync(path.join(project, 'started')), 'the program runs');
    // A host that gets no time finds the socket and the output both waiting for it.
    host.child.kill('SIGSTOP');
    writeFileSync(path.join(project, 'go'), '');
    await eventually(() => existsSync(path.join(project, 'listens')), 'the program listens');
    host.child.kill('SIGCONT');
    assert.equal(await getText(await host.listening()), 'ok');
    assert.match(host.stdout, /^starting \.\.\.\nNow listening on: /);
  });

  it('passes output, exit code and arguments through', async (t) => {
    const project = makeProject(t, {
      'tool.cjs': `console.log(process.argv.slice(2).join('|')); console.error('oops'); process.exit(3);`,
      [settingsFile]: nodeProfile('tool.cjs a "b c"'),
    });
    const { code, stdout, stderr } = await runHost(t, ['run', '--project', project]);
    assert.equal(stdout, 'a|b c\n');
    assert.match(stderr, /^oops$/m);
    // What it wrote is not written again: it is right above.
    assert.match(stderr, /^oops\nerror: \S+ exited with code 3\.\n$/);
    assert.equal(code, 3);
  });

  it('ends quietly with a program that ends with 0', async (t) => {
    const project = makeProject(t, {
      'tool.cjs': `console.log('done');`,
      [settingsFile]: nodeProfile('tool.cjs'),
    });
    const { code, stdout, stderr } = await runHost(t, ['run', '--project', project]);
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: 'done\n', stderr: '' });
  });

  it('is told apart when there is no such program, or no such folder', async (t) => {
    const missing = makeProject(t, {
      [settingsFile]: launchSettings({
        tool: { commandName: 'Executable', executablePath: 'no-such-program-here' },
      }),
    });
    const program = await runHost(t, ['run', '--project', missing]);
    assert.match(program.stderr, /^error: There is no program 'no-such-program-here'\./);
    assert.equal(program.code, 1);
    const nowhere = makeProject(t, {
      [settingsFile]: nodeProfile('x', { workingDirectory: 'nowhere' }),
    });
    const folder = await runHost(t, ['run', '--project', nowhere]);
    assert.match(folder.stderr, /^error: The working directory \S+nowhere does not exist\./);
    assert.equal(folder.code, 1);
  });

  it('says which error ended a program, and where it happened', async (t) => {
    const project = makeProject(t, {
      'server.cjs':
        "const orders = 1;\nfunction load() { throw new TypeError('no orders'); }\nload();\n",
      [settingsFile]: nodeProfile('server.cjs'),
    });
    const { code, stderr } = await runHost(t, ['run', '--project', project]);
    assert.match(
      stderr,
      /error: The app stopped on an unhandled error: TypeError: no orders \(server\.cjs:2:25\)/,
    );
    assert.match(stderr, /Look at server\.cjs:2:25\./);
    assert.equal(code, 1);
  });

  it('names the holder of the port when the program could not have it', async (t) => {
    const port = await holdPort(t);
    const project = makeProject(t, {
      'server.cjs': nodeServer,
      [settingsFile]: nodeProfile('server.cjs', {
        applicationUrl: `http://127.0.0.1:${port}`,
        environmentVariables: { PORT: String(port) },
      }),
    });
    const { code, stderr } = await runHost(t, ['run', '--project', project]);
    assert.match(
      stderr,
      new RegExp(`error: Port ${port} is in use by node \\(process ${process.pid}\\)`),
    );
    assert.notEqual(code, 0);
  });

  it('takes its descendants with it, at a stop and when it ends by itself', async (t) => {
    const project = makeProject(t, {
      'parent.cjs': `const child = require('node:child_process').spawn(process.execPath,
  ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
console.log('child ' + child.pid);
if (process.argv[2] === 'leave') { child.unref(); } else setInterval(() => {}, 1000);
`,
      [settingsFile]: launchSettings({
        stay: { commandName: 'Executable', executablePath: node, commandLineArgs: 'parent.cjs' },
        leave: {
          commandName: 'Executable',
          executablePath: node,
          commandLineArgs: 'parent.cjs leave',
        },
      }),
    });
    const staying = startHost(t, ['run', '--project', project, '-lp', 'stay']);
    const stayingChild = Number((await staying.output(/child (\d+)/))[1]);
    await staying.stop();
    assert.equal(await isAlive(stayingChild), false);
    const { stdout, code } = await runHost(t, ['run', '--project', project, '-lp', 'leave']);
    assert.equal(code, 0);
    assert.equal(await isAlive(Number(/child (\d+)/.exec(stdout)![1])), false);
  });

  it('is killed when it ignores the request to stop, at the second signal', async (t) => {
    const project = makeProject(t, {
      'stubborn.cjs': `process.on('SIGTERM', () => {}); process.on('SIGINT', () => {});
setInterval(() => {}, 1000); console.log('ready');`,
      [settingsFile]: nodeProfile('stubborn.cjs'),
    });
    const host = startHost(t, ['run', '--project', project]);
    await host.output(/ready/);
    const program = await programOf(host.pid);
    host.child.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal((await host.stop('SIGTERM')).code, 143);
    await eventually(async () => !(await isAlive(program)), 'the program is gone');
  });

  it('does not outlive a host that is killed', async (t) => {
    const project = makeProject(t, {
      'server.cjs': nodeServer,
      [settingsFile]: nodeProfile('server.cjs'),
    });
    const host = startHost(t, ['run', '--project', project]);
    await host.listening();
    const program = await programOf(host.pid);
    const children = (await childrenOf(host.pid)).map(({ pid }) => pid);
    await host.stop('SIGKILL');
    await eventually(async () => !(await isAlive(program)), 'the program is gone');
    for (const pid of children) {
      await eventually(async () => !(await isAlive(pid)), 'the watchdog is gone too');
    }
  });
});
