import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codesOf, planOf } from './planInput.ts';

const web = (properties: object = {}) => ({ web: { commandName: 'Project', ...properties } });
const tool = (properties: object = {}) => ({
  tool: { commandName: 'Executable', executablePath: 'python3', ...properties },
});
const dotnet = {
  directory: '/repo/app',
  kind: 'dotnet',
  name: 'app',
  projectFile: 'App.csproj',
} as const;

describe('createLaunchPlan', () => {
  it('has the contract’s shape', () => {
    assert.deepEqual(
      planOf({
        profiles: web({
          commandLineArgs: 'a "b c"',
          applicationUrl: 'http://localhost:5123',
          launchBrowser: true,
          launchUrl: 'x',
          environmentVariables: { ASPNETCORE_ENVIRONMENT: 'Development' },
        }),
        extraEnvironment: [['COLOR', 'red']],
      }),
      {
        project: '/repo/app',
        kind: 'host',
        profile: 'web',
        commandName: 'Project',
        server: 'Kestrel',
        command: 'node',
        args: ['a', 'b c'],
        cwd: '/repo/app',
        env: {
          DOTNET_LAUNCH_PROFILE: 'web',
          ASPNETCORE_URLS: 'http://localhost:5123',
          ASPNETCORE_ENVIRONMENT: 'Development',
          COLOR: 'red',
        },
        urls: ['http://localhost:5123'],
        browser: { launch: true, url: 'http://localhost:5123/x' },
        origins: {
          command: 'default',
          args: 'profile',
          cwd: 'default',
          urls: 'applicationUrl',
          'env.DOTNET_LAUNCH_PROFILE': 'profile',
          'env.ASPNETCORE_URLS': 'applicationUrl',
          'env.ASPNETCORE_ENVIRONMENT': 'profile',
          'env.COLOR': 'command line',
        },
        diagnostics: [],
      },
    );
  });

  it('without a file runs the app on the default address', () => {
    const plan = planOf({});
    assert.deepEqual([plan.profile, plan.commandName, plan.server], [null, null, 'Kestrel']);
    assert.deepEqual([plan.urls, plan.env, plan.diagnostics], [['http://localhost:5000'], {}, []]);
    assert.deepEqual(plan.browser, { launch: false, url: 'http://localhost:5000' });
  });

  it('does not look at the file when no profile is wanted', () => {
    const plan = planOf({ profiles: '{ broken', noLaunchProfile: true, iisSettings: {} });
    assert.deepEqual([plan.profile, plan.diagnostics], [null, []]);
  });

  it('carries errors of the file, and of the chosen profile only', () => {
    assert.ok(codesOf(planOf({ profiles: '{"profiles":{' })).includes('invalid-json'));
    const profiles = { ...web(), other: { commandName: 'Project', launchUrl: 1 } };
    assert.deepEqual(codesOf(planOf({ profiles })), []);
    const refused = planOf({ profiles, profileName: 'other' });
    assert.deepEqual(codesOf(refused), ['profile-not-runnable']);
    assert.equal(refused.profile, null);
  });

  it('says when there is nothing to run', () => {
    const project = { directory: '/x', kind: 'executable', name: 'x' } as const;
    assert.deepEqual(codesOf(planOf({ project })), ['nothing-to-run']);
    assert.deepEqual(codesOf(planOf({ project, profiles: web(), profileName: 'web' })), [
      'profile-not-runnable',
    ]);
    assert.deepEqual(codesOf(planOf({ project, profiles: tool() })), []);
  });
});

describe('Environment of a plan', () => {
  it('takes -e before the profile before applicationUrl', () => {
    const profiles = web({
      applicationUrl: 'http://a',
      environmentVariables: { ASPNETCORE_URLS: 'http://b', DOTNET_LAUNCH_PROFILE: 'XYZ' },
    });
    const environment = { ASPNETCORE_URLS: 'http://shell' };
    const plan = planOf({ profiles, environment });
    assert.equal(plan.env['ASPNETCORE_URLS'], 'http://b');
    assert.equal(plan.env['DOTNET_LAUNCH_PROFILE'], 'XYZ');
    assert.deepEqual(plan.urls, ['http://b']);
    const given = planOf({
      profiles,
      environment,
      extraEnvironment: [['ASPNETCORE_URLS', 'http://c']],
    });
    assert.equal(given.env['ASPNETCORE_URLS'], 'http://c');
    assert.equal(given.origins['env.ASPNETCORE_URLS'], 'command line');
  });

  it('names the profile as it was typed', () => {
    assert.equal(
      planOf({ profiles: web(), profileName: 'WEB' }).env['DOTNET_LAUNCH_PROFILE'],
      'WEB',
    );
  });

  it('expands values with the launching environment, not with the profile’s own', () => {
    const profiles = web({ environmentVariables: { A: '%X%', B: '%A%', C: '$(ProjectName)' } });
    const { env } = planOf({ profiles, environment: { X: 'v' } });
    assert.deepEqual([env['A'], env['B'], env['C']], ['v', '%A%', 'app']);
  });

  it('has one variable per name on Windows, whatever the case', () => {
    const profiles = web({ environmentVariables: { path: 'a' } });
    const { env, origins } = planOf({
      profiles,
      platform: 'win32',
      extraEnvironment: [['PATH', 'b']],
    });
    assert.deepEqual(
      Object.keys(env).filter((name) => /path/i.test(name)),
      ['PATH'],
    );
    assert.equal(origins['env.path'], undefined);
  });

  it('gives no addresses to an Executable or a worker', () => {
    for (const commandName of ['Executable', 'IISExpress']) {
      const plan = planOf({
        profiles: { p: { commandName, executablePath: 'x', applicationUrl: 'http://localhost:1' } },
      });
      assert.equal(plan.env['ASPNETCORE_URLS'], undefined);
      assert.deepEqual(plan.urls, ['http://localhost:1']);
    }
  });

  it('keeps a name such as __proto__ a name', () => {
    const profiles =
      '{"profiles":{"p":{"commandName":"Project","environmentVariables":{"__proto__":"x"}}}}';
    assert.equal(Object.hasOwn(planOf({ profiles }).env, '__proto__'), true);
  });

  it('warns of a property that nobody defines', () => {
    const plan = planOf({ profiles: web({ applicationUrl: 'http://localhost:$(Port)$(Port)' }) });
    assert.deepEqual(codesOf(plan), ['unknown-msbuild-property', 'url-port']);
    assert.equal(plan.diagnostics[0]?.path, 'profiles.web.applicationUrl');
    assert.equal(plan.diagnostics[0]?.line, 1);
  });
});

describe('Arguments of a plan', () => {
  it('are the command line’s instead of the profile’s', () => {
    const profiles = web({ commandLineArgs: 'a b' });
    assert.deepEqual(planOf({ profiles, appArgs: ['c d', ''] }).args, ['c d', '']);
    assert.equal(planOf({ profiles, appArgs: ['c'] }).origins['args'], 'command line');
  });

  it('are expanded before they are split', () => {
    const profiles = web({ commandLineArgs: '%X% "%X%" $(P)' });
    const plan = planOf({ profiles, environment: { X: 'v w' }, properties: { P: 'p q' } });
    assert.deepEqual(plan.args, ['v', 'w', 'v w', 'p', 'q']);
  });

  it('choose the server of a host project', () => {
    const server = (commandLineArgs: string, appArgs: string[] = []) =>
      planOf({ profiles: web({ commandLineArgs }), appArgs }).server;
    assert.equal(server('--server WebListener'), 'WebListener');
    assert.equal(server('--SERVER=weblistener'), 'WebListener');
    assert.equal(server('/server WebListener'), 'WebListener');
    assert.equal(server('--server Kestrel'), 'Kestrel');
    assert.equal(server('--server WebListener', ['x']), 'Kestrel');
    assert.equal(server('--other --server WebListener'), 'Kestrel');
  });

  it('leave the server of a .NET project alone', () => {
    const profiles = web({ commandLineArgs: '--server WebListener' });
    assert.equal(planOf({ profiles, project: dotnet }).server, 'Kestrel');
  });
});

describe('Command of a .NET plan', () => {
  const profiles = web({ commandLineArgs: 'p' });

  it('is what MSBuild says', () => {
    const properties = { RunCommand: '/repo/app/bin/App', RunArguments: '' };
    const { command, args } = planOf({ project: dotnet, profiles, properties });
    assert.deepEqual([command, args], ['/repo/app/bin/App', ['p']]);
  });

  it('drops the profile’s arguments for the project’s, as dotnet run does, and says so', () => {
    const properties = { RunCommand: 'dotnet', RunArguments: 'exec "/a b/App.dll"' };
    const plan = planOf({ project: dotnet, profiles, properties });
    assert.deepEqual([plan.command, plan.args], ['dotnet', ['exec', '/a b/App.dll']]);
    assert.deepEqual(codesOf(plan), ['arguments-dropped']);
    const given = planOf({ project: dotnet, profiles, properties, appArgs: ['x'] });
    assert.deepEqual(given.args, ['exec', '/a b/App.dll', 'x']);
    assert.deepEqual(codesOf(given), []);
    const appended = planOf({ project: dotnet, profiles, properties, dialect: 'visual-studio' });
    assert.deepEqual(appended.args, ['exec', '/a b/App.dll', 'p']);
  });

  it('is the built program when that is known', () => {
    const built = (entry: string) => planOf({ project: { ...dotnet, entry }, profiles });
    assert.deepEqual(built('bin/App.dll').args, ['bin/App.dll', 'p']);
    assert.equal(built('bin/App.dll').command, 'dotnet');
    assert.equal(built('bin/App').command, 'bin/App');
  });

  it('is dotnet run itself otherwise', () => {
    const { command, args } = planOf({ project: dotnet, profiles });
    assert.equal(command, 'dotnet');
    assert.deepEqual(args, ['run', '--project', 'App.csproj', '--no-launch-profile', '--', 'p']);
  });
});

describe('Command of an Executable plan', () => {
  const commandOf = (executablePath: string, rest: object = {}, platform = 'linux' as const) =>
    planOf({
      profiles: tool({ executablePath, ...rest }),
      platform,
      environment: { HOME: '/home/x' },
    }).command;

  it('is looked up by its bare name', () => {
    assert.equal(commandOf('python3'), 'python3');
  });

  it('is relative to the working directory when it is a path', () => {
    assert.equal(commandOf('./tool'), '/repo/app/tool');
    assert.equal(commandOf('bin\\tool', { workingDirectory: 'sub' }), '/repo/app/sub/bin/tool');
    assert.equal(commandOf('/usr/bin/../bin/tool'), '/usr/bin/tool');
    assert.equal(commandOf('%HOME%/tool'), '/home/x/tool');
    assert.equal(commandOf('~/tool'), '/repo/app/~/tool');
  });

  it('cannot be a Windows path elsewhere', () => {
    const plan = planOf({ profiles: tool({ executablePath: 'C:\\tools\\x.exe' }) });
    assert.deepEqual([plan.command, codesOf(plan)], ['C:\\tools\\x.exe', ['windows-path']]);
  });

  it('is on the drive of the project when it names none', () => {
    const plan = planOf({
      project: { directory: 'e:\\repo', kind: 'host', name: 'w' },
      profiles: tool({ executablePath: '\\myexe.exe' }),
      platform: 'win32',
    });
    assert.equal(plan.command, 'e:\\myexe.exe');
  });
});

describe('Working directory of a plan', () => {
  it('is relative to the project', () => {
    const plan = planOf({ profiles: web({ workingDirectory: '..\\other/./x' }) });
    assert.equal(plan.cwd, '/repo/other/x');
    assert.equal(plan.origins['cwd'], 'profile');
    assert.equal(planOf({ profiles: web({ workingDirectory: '/abs/x/' }) }).cwd, '/abs/x');
    assert.equal(planOf({ profiles: web({ workingDirectory: ' ' }) }).cwd, '/repo/app');
  });

  it('warns where dotnet run means another folder', () => {
    const relative = planOf({ profiles: tool({ workingDirectory: 'sub' }) });
    assert.equal(relative.cwd, '/repo/app/sub');
    assert.deepEqual(codesOf(relative), ['working-directory-ambiguous']);
    assert.match(relative.diagnostics[0]?.message ?? '', /\/repo\/app\/Properties\/sub/);
    const absolute = planOf({ profiles: tool({ workingDirectory: '/x' }) });
    assert.deepEqual(codesOf(absolute), []);
    const beside = planOf({
      profiles: tool({ workingDirectory: 'sub' }),
      settingsFile: '/repo/app/Program.run.json',
    });
    assert.deepEqual(codesOf(beside), []);
    const asDotnet = planOf({ profiles: tool({ workingDirectory: 'sub' }), dialect: 'dotnet-11' });
    assert.equal(asDotnet.cwd, '/repo/app/Properties/sub');
  });

  it('says that dotnet run ignores it for a Project', () => {
    const profiles = web({ workingDirectory: 'sub' });
    const plan = planOf({ profiles, project: dotnet });
    assert.deepEqual([plan.cwd, codesOf(plan)], ['/repo/app/sub', ['working-directory-ignored']]);
    assert.equal(planOf({ profiles, project: dotnet, dialect: 'dotnet-11' }).cwd, '/repo/app');
  });

  it('is the project’s own when the profile has none', () => {
    const properties = { RunWorkingDirectory: 'bin/x' };
    const plan = planOf({ profiles: web(), project: dotnet, properties });
    assert.deepEqual([plan.cwd, plan.origins['cwd']], ['/repo/app/bin/x', 'project']);
    const settings = { profiles: tool(), project: dotnet, properties };
    assert.equal(planOf(settings).cwd, '/repo/app');
  });
});
