import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freeName } from '../../../extension/core/documents/freeName.ts';
import {
  needsUrls,
  newProfile,
  urlsProblem,
} from '../../../extension/core/documents/newProfile.ts';
import {
  isFolderName,
  type NewProjectAnswers,
  newProjectFiles,
} from '../../../extension/core/documents/newProjectFiles.ts';
import { diagnoseLaunchSettings } from '../../../server-runtime/launch/diagnoseLaunchSettings.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { projectContentOf } from '../../../server-runtime/launch/projectKind.ts';
import { isRunnable } from '../../../server-runtime/launch/profileSelection.ts';

const answers: NewProjectAnswers = {
  kind: 'typescript',
  name: 'My Shop',
  servers: ['Kestrel', 'IISExpress', 'WebListener'],
  program: 'node "my server.js" --port %PORT%',
  port: 5100,
  proxiedPort: 8100,
  runtimeTypes: 'export interface ApplicationBuilder {}',
};

function filesOf(changes: Partial<NewProjectAnswers>): Map<string, string> {
  const files = newProjectFiles({ ...answers, ...changes });
  return new Map(files.map(({ path, text }) => [path, text]));
}

describe('A new project', () => {
  for (const kind of ['typescript', 'javascript', 'static', 'program'] as const) {
    it(`of kind ${kind} has settings without findings, whose profiles all run`, () => {
      const files = filesOf({ kind });
      const settings = parseLaunchSettings(files.get('Properties/launchSettings.json') ?? '');
      const names = [...files.keys()].map((path) => path.split('/')[0]!);
      const { kind: projectKind } = projectContentOf(names);
      const severe = diagnoseLaunchSettings(settings, { projectKind }).filter(
        ({ severity }) => severity !== 'information',
      );
      assert.deepEqual(severe, []);
      assert.equal(settings.profiles.length, kind === 'program' ? 1 : 3);
      for (const profile of settings.profiles) {
        assert.ok(isRunnable(profile, projectKind).runnable, profile.name);
      }
    });
  }

  it('opens with what a person would write next', () => {
    const first = (kind: NewProjectAnswers['kind']): string | undefined =>
      newProjectFiles({ ...answers, kind })[0]?.path;
    assert.equal(first('typescript'), 'startup.ts');
    assert.equal(first('javascript'), 'startup.js');
    assert.equal(first('static'), 'wwwroot/index.html');
    assert.equal(first('program'), 'Properties/launchSettings.json');
  });

  it('puts a program behind the proxied server, with its arguments', () => {
    const text = filesOf({ kind: 'program' }).get('Properties/launchSettings.json') ?? '';
    assert.deepEqual(JSON.parse(text), {
      profiles: {
        'My Shop': {
          commandName: 'Executable',
          executablePath: 'node',
          commandLineArgs: '"my server.js" --port %PORT%',
          launchBrowser: true,
          server: 'proxied',
          applicationUrl: 'http://localhost:8100',
        },
      },
    });
  });

  it('has a package name that npm takes, whatever the project is called', () => {
    const nameOf = (name: string): unknown =>
      (JSON.parse(filesOf({ name }).get('package.json') ?? '') as { name: unknown }).name;
    assert.equal(nameOf('My Shop'), 'my-shop');
    assert.equal(nameOf('–'), 'app');
  });

  it('is not called what no folder can be called', () => {
    for (const name of ['', '.', '..', 'a/b', String.raw`a\b`, 'a:b', 'con', 'nul.txt', 'end.']) {
      assert.equal(isFolderName(name), false, name);
    }
    for (const name of ['web', '.hidden', 'My Shop', 'café', 'console']) {
      assert.equal(isFolderName(name), true, name);
    }
  });
});

describe('A new profile', () => {
  const site = '{ "iisSettings": { "iisExpress": { "applicationUrl": "http://localhost:1" } } }';

  it('asks for addresses unless the file or the program has them', () => {
    const [none, has] = [parseLaunchSettings('{}'), parseLaunchSettings(site)];
    assert.equal(needsUrls('Project', none), true);
    assert.equal(needsUrls('IISExpress', none), true);
    assert.equal(needsUrls('IISExpress', has), false);
    assert.equal(needsUrls('proxied', has), true);
    assert.equal(needsUrls('Executable', none), false);
  });

  it('takes addresses that the server can bind, and says what is wrong with others', () => {
    assert.equal(urlsProblem('http://localhost:5000;https://localhost:7000', 'Project'), undefined);
    assert.match(urlsProblem('localhost:5000', 'Project')?.message ?? '', /localhost:5000/);
    assert.match(urlsProblem('http://localhost:0', 'Project')?.message ?? '', /127\.0\.0\.1/);
    assert.match(urlsProblem('http://localhost:70000', 'proxied')?.message ?? '', /70000/);
  });

  it('splits a command line into program and arguments', () => {
    const program = (line: string): unknown =>
      newProfile({ kind: 'Executable', name: 'x', program: line }).profile;
    const command = { commandName: 'Executable' };
    assert.deepEqual(program('"my tool" -v'), {
      ...command,
      executablePath: 'my tool',
      commandLineArgs: '-v',
    });
    assert.deepEqual(program(' python '), { ...command, executablePath: 'python' });
  });

  it('gets a name that nothing in the file has, whatever its case', () => {
    assert.equal(freeName('web', []), 'web');
    assert.equal(freeName('web', ['WEB', 'web 2']), 'web 3');
  });
});
