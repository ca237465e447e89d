import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { runHost } from './hostRun.ts';
import { launchSettings, makeProject, startupAnswering } from './makeProject.ts';
import { holdPort } from './processes.ts';

const settingsFile = path.join('Properties', 'launchSettings.json');

describe('Bad input', () => {
  it('without a settings file runs without a profile and says so', async (t) => {
    const project = makeProject(t, {
      'program.mjs':
        'export const main = (args) => { console.log("ran", args.join()); return 0; };',
    });
    const { code, stdout, stderr } = await runHost(t, [
      'run',
      '--project',
      project,
      '--',
      'a',
      'b',
    ]);
    assert.equal(stdout, 'ran a,b\n');
    assert.match(stderr, /^There is no Properties\/launchSettings\.json/);
    assert.equal(code, 0);
  });

  it('without a settings file refuses a named profile and tells where it looked', async (t) => {
    const project = makeProject(t, { 'startup.mjs': startupAnswering('hello') });
    const { code, stdout, stderr } = await runHost(t, ['run', '--project', project, '-lp', 'web']);
    assert.match(stderr, /^error: There is no profile 'web'/);
    assert.match(stderr, /Looked for Properties.launchSettings\.json and startup\.run\.json/);
    assert.equal(stdout, '');
    assert.equal(code, 1);
  });

  it('in a working directory that is not there is named, with what to correct', async (t) => {
    const project = makeProject(t, {
      'startup.mjs': startupAnswering('hello'),
      [settingsFile]: launchSettings({
        web: { commandName: 'Project', workingDirectory: 'nowhere' },
      }),
    });
    const { code, stderr } = await runHost(t, ['run', '--project', project]);
    assert.match(stderr, /^error: The working directory \S+nowhere does not exist\./);
    assert.match(stderr, /Correct workingDirectory in the profile\./);
    assert.equal(code, 1);
  });

  it('in a broken settings file is named with its line, and the file is left alone', async (t) => {
    const text = '{\n  "profiles": {\n    "web": { "commandName": "Project",\n  }\n';
    const project = makeProject(t, {
      'startup.mjs': startupAnswering('hello'),
      [settingsFile]: text,
    });
    const { code, stderr } = await runHost(t, ['run', '--project', project]);
    assert.match(stderr, /^error: Properties.launchSettings\.json:[345]:\d+: /);
    assert.equal(code, 1);
    assert.equal(readFileSync(path.join(project, settingsFile), 'utf8'), text);
  });

  it('in a profile name is answered with the names that there are', async (t) => {
    const project = makeProject(t, {
      'startup.mjs': startupAnswering('hello'),
      [settingsFile]: launchSettings({ web: { commandName: 'Project' } }),
    });
    const { code, stderr } = await runHost(t, ['run', '--project', project, '-lp', 'wep']);
    assert.match(stderr, /^error: There is no profile 'wep'\. Did you mean 'web'\?/);
    assert.equal(code, 1);
  });

  it('of a profile that belongs to another tool gives the reason', async (t) => {
    const project = makeProject(t, {
      'startup.mjs': startupAnswering('hello'),
      [settingsFile]: launchSettings({ docker: { commandName: 'Docker' } }),
    });
    const { code, stderr } = await runHost(t, ['run', '--project', project, '-lp', 'docker']);
    assert.match(stderr, /^error: .*The profile 'docker' cannot run here: Docker profiles need/);
    assert.equal(code, 1);
  });

  it('of a port in use names the port and the process that holds it', async (t) => {
    const port = await holdPort(t);
    const project = makeProject(t, {
      'startup.mjs': startupAnswering('hello'),
      [settingsFile]: launchSettings({
        web: { commandName: 'Project', applicationUrl: `http://127.0.0.1:${port}` },
      }),
    });
    const { code, stderr } = await runHost(t, ['run', '--project', project]);
    const holder = `by node \\(process ${process.pid}\\)`;
    assert.match(stderr, new RegExp(`^error: Port ${port} is in use ${holder}\\.`));
    assert.equal(code, 1);
  });

  it('in a startup file that throws is shown with the first frame in it', async (t) => {
    const project = makeProject(t, {
      'startup.mjs': `export class Startup {
  configure() {
    throw new TypeError('no such thing');
  }
}
`,
    });
    const { code, stderr } = await runHost(t, ['run', '--project', project]);
    assert.match(
      stderr,
      /error: The app failed to start: TypeError: no such thing \(startup\.mjs:3:11\)/,
    );
    assert.equal(code, 1);
  });

  it('in a startup file that does not parse is shown with its line', async (t) => {
    const project = makeProject(t, { 'startup.mjs': 'const a = 1;\nexport const b = ;\n' });
    const { code, stderr } = await runHost(t, ['run', '--project', project]);
    assert.match(stderr, /error: The app failed to start: SyntaxError: .* \(startup\.mjs:2\)/);
    assert.equal(code, 1);
  });

  it('in an import that is not there names the importing file', async (t) => {
    const project = makeProject(t, {
      'program.mjs': 'import "./missing.mjs";\nexport const main = () => 0;\n',
    });
    const { code, stderr } = await runHost(t, ['run', '--project', project]);
    assert.match(stderr, /error: The app failed to start: .*missing\.mjs.* \(program\.mjs\)/);
    assert.equal(code, 1);
  });

  it('of a program without main says what to write', async (t) => {
    const project = makeProject(t, { 'program.mjs': 'export const a = 1;' });
    const { code, stderr } = await runHost(t, ['run', '--project', project]);
    assert.match(stderr, /error: program\.mjs exports no function 'main'/);
    assert.equal(code, 1);
  });

  it('of an unhandled error later on ends the app with its frame', async (t) => {
    const project = makeProject(t, {
      'program.mjs': `export function main() {
  setTimeout(() => { throw new Error('too late'); }, 10);
  return new Promise(() => {});
}
`,
    });
    const { code, stderr } = await runHost(t, ['run', '--project', project]);
    assert.match(
      stderr,
      /error: The app stopped on an unhandled error: Error: too late \(program\.mjs:2:28\)/,
    );
    assert.equal(code, 1);
  });

  it('of a folder that is no project says what would be one', async (t) => {
    const project = makeProject(t, { 'readme.txt': 'nothing here' });
    const { code, stderr } = await runHost(t, ['run', '--project', project]);
    assert.match(stderr, /error: There is nothing to run: no startup\.\*/);
    assert.equal(code, 1);
  });
});

describe('Usage errors', () => {
  const cases: [string, string[], RegExp][] = [
    ['no command', [], /^error: no command given; use one of run, list, plan/],
    ['a mistyped command', ['rum'], /^error: unknown command 'rum'; did you mean 'run'\?/],
    ['a mistyped option', ['run', '--projekt', 'x'], /did you mean --project\?/],
    ['an argument for the app without --', ['run', 'x'], /arguments for the app come after '--'/],
    ['an option without its value', ['run', '--project'], /--project needs a value: --project DIR/],
    ['a variable without =', ['run', '-e', 'NAME'], /-e needs NAME=VALUE, not 'NAME'/],
    ['two profiles', ['run', '-lp', 'a', '-lp', 'b'], /--launch-profile is given twice/],
    ['a profile and none', ['run', '-lp', 'a', '--no-launch-profile'], /not both/],
    ['a folder that is not there', ['run', '--project', 'nowhere'], /there is no project folder/],
    ['arguments for an app where none is started', ['list', '--', 'x'], /nothing may follow '--'/],
  ];
  for (const [what, args, message] of cases) {
    it(`exit with 2 and one line for ${what}`, async (t) => {
      const { code, stdout, stderr } = await runHost(t, args);
      assert.match(stderr, message);
      assert.equal(stderr.trimEnd().split('\n').length, 1);
      assert.equal(stdout, '');
      assert.equal(code, 2);
    });
  }
});
