import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnoseLaunchSettings } from '../../../server-runtime/launch/diagnoseLaunchSettings.ts';
import { createLaunchPlan } from '../../../server-runtime/launch/launchPlan.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { planInput } from './planInput.ts';
import { type RecordedLaunch, recordedDotnetRun } from './recordedDotnetRun.ts';

const project = '/repo/probe';

/**
 * Where we mean to differ from `dotnet run`: it goes on without the profile (or fails), we either apply the profile
 * and say that `dotnet run` does not, or refuse to launch something that nobody asked for.
 */
const divergences: Readonly<Record<string, { finding: string | null; launches: boolean }>> = {
  'the first Project is the default': { finding: 'default-profile-differs', launches: true },
  'an unknown name': { finding: 'unknown-profile', launches: false },
  'an unsupported command by name': { finding: null, launches: true },
  'no usable default': { finding: 'default-profile-differs', launches: true },
  'names that differ by case': { finding: 'profile-names-differ-by-case', launches: true },
  'a comment in the profile': { finding: 'comment-in-profile', launches: true },
  'a trailing comma in the profile': { finding: 'comment-in-profile', launches: true },
  'an empty file': { finding: 'invalid-json', launches: false },
  'a broken file': { finding: 'invalid-json', launches: false },
  'Profiles in another case': { finding: 'property-case', launches: true },
  'a command in another case': { finding: 'unknown-command-name', launches: true },
  'keys in another case': { finding: 'property-case', launches: true },
  'no command name': { finding: 'missing-command-name', launches: true },
  'a quoted dotnetRunMessages': { finding: 'quoted-boolean', launches: true },
  'a quoted launchBrowser': { finding: 'quoted-boolean', launches: true },
  'a number for launchUrl': { finding: 'wrong-type', launches: false },
  'a number as a variable': { finding: 'environment-value-type', launches: true },
  'null as a variable': { finding: 'null-value', launches: true },
  'null as the variables': { finding: 'null-value', launches: true },
  'an Executable without path': { finding: 'missing-executable-path', launches: false },
};

const planOfRecorded = (launch: RecordedLaunch) => {
  const { args, environment } = launch;
  const settings = parseLaunchSettings(launch.settings.replaceAll('<project>', project));
  const separator = args.indexOf('--');
  const after = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const profileName = after('-lp');
  const variable = after('-e')?.split('=');
  const plan = createLaunchPlan({
    ...planInput({}),
    project: { directory: project, kind: 'dotnet', name: 'probe', entry: 'probe' },
    settings,
    settingsFile: `${project}/Properties/launchSettings.json`,
    environment,
    dialect: 'dotnet-10',
    noLaunchProfile: args.includes('--no-launch-profile'),
    appArgs: separator < 0 ? [] : args.slice(separator + 1),
    extraEnvironment: variable ? [[variable[0] ?? '', variable[1] ?? '']] : [],
    ...(profileName !== undefined && { profileName }),
  });
  return { plan, found: diagnoseLaunchSettings(settings, { projectKind: 'dotnet' }) };
};

describe(`A launch, as dotnet run of SDK ${recordedDotnetRun.sdk} does it`, () => {
  for (const launch of recordedDotnetRun.launches) {
    const divergence = divergences[launch.name];
    if (divergence) {
      it(`tells of its difference: ${launch.name}`, () => {
        const { plan, found } = planOfRecorded(launch);
        const codes = [...found, ...plan.diagnostics].map(({ code }) => code);
        if (divergence.finding) assert.ok(codes.includes(divergence.finding), codes.join());
        const isRefused = plan.diagnostics.some(({ severity }) => severity === 'error');
        assert.equal(isRefused, !divergence.launches);
      });
    } else {
      it(`is the same: ${launch.name}`, () => {
        const { plan } = planOfRecorded(launch);
        const errors = plan.diagnostics.filter(({ severity }) => severity === 'error');
        assert.deepEqual(
          { args: plan.args, cwd: plan.cwd, env: { ...launch.environment, ...plan.env }, errors },
          {
            args: launch.answer?.args,
            cwd: launch.answer?.cwd.replace('<project>', project),
            env: launch.answer?.env,
            errors: [],
          },
        );
      });
    }
  }
});
