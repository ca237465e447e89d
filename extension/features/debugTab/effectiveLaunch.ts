import { joinCommandLine } from '../../../server-runtime/launch/commandLine.ts';
import { createLaunchPlan, type Origin } from '../../../server-runtime/launch/launchPlan.ts';
import type { LaunchSettings } from '../../../server-runtime/launch/model.ts';
import type { Environment, Platform } from '../../../server-runtime/launch/platform.ts';
import { projectContentOf } from '../../../server-runtime/launch/projectKind.ts';
import type { EffectiveLaunch } from './protocol.ts';

/** What a launch depends on beyond the text. */
export interface LaunchSurroundings {
  /** Folder of the project in the file system. */
  readonly directory: string;
  readonly name: string;
  /** Names of the files and folders in it. */
  readonly names: readonly string[];
  readonly settingsFile: string;
  /** The bundled `host.js`. */
  readonly hostPath: string;
  readonly environment: Environment;
  readonly platform: Platform;
}

export interface EffectiveWords {
  readonly originOf: (origin: Origin) => string;
}

/** What launching a profile does, by the very rules of the host; a .NET project is not built for it. */
export function effectiveLaunch(
  settings: LaunchSettings,
  profileName: string,
  surroundings: LaunchSurroundings,
  { originOf }: EffectiveWords,
): EffectiveLaunch {
  const { directory, name, names, settingsFile, hostPath, environment, platform } = surroundings;
  const { kind, projectFile, entry } = projectContentOf(names);
  const plan = createLaunchPlan({
    project: {
      directory,
      kind,
      name: projectFile?.replace(/\.[^.]*$/, '') ?? name,
      ...(projectFile !== undefined && { projectFile }),
      ...(entry !== undefined && { entry }),
    },
    settings,
    settingsFile,
    profileName,
    environment,
    extraEnvironment: [],
    appArgs: [],
    platform,
  });
  // An app of the host has no program of its own: the host runs it, on the command line as in the editor.
  const isInHost = kind === 'host' && plan.commandName !== 'Executable';
  const launcher = [
    'node',
    hostPath,
    'run',
    '--project',
    directory,
    '--launch-profile',
    profileName,
  ];
  const origin = (key: string): string => originOf(plan.origins[key] ?? 'default');
  const env = Object.entries(plan.env).map(([variable, value]) => ({
    name: variable,
    value,
    // The name of the profile is what makes the variable, although no line of the file says so.
    origin: origin(`env.${variable}`),
  }));
  const copied = (): string => {
    if (isInHost) {
      const args = plan.args.length > 0 ? ['--', ...plan.args] : [];
      return shellLine([...launcher, ...args], platform);
    }
    // The program alone would lack the server in front of it: the host starts both.
    if (plan.server === 'IISExpress') return shellLine(launcher, platform);
    return shellText(plan.cwd, plan.env, [plan.command, ...plan.args], platform);
  };
  return {
    command: {
      value: isInHost ? shellLine(launcher, platform) : plan.command,
      origin: origin('command'),
    },
    args: plan.args,
    argsOrigin: origin('args'),
    cwd: { value: plan.cwd, origin: origin('cwd') },
    env,
    urls: plan.urls,
    urlsOrigin: origin('urls'),
    browserUrl: plan.browser.launch ? (plan.browser.url ?? '') : '',
    server: plan.server ?? '',
    shellText: copied(),
  };
}

function shellText(
  cwd: string,
  env: Readonly<Record<string, string>>,
  command: readonly string[],
  platform: Platform,
): string {
  if (platform === 'win32') {
    const settings = Object.entries(env).map(([name, value]) => `set "${name}=${value}"`);
    return [`cd /d "${cwd}"`, ...settings, shellLine(command, platform)].join('\r\n');
  }
  const settings = Object.entries(env).map(([name, value]) => `${name}=${quote(value)} `);
  return `cd ${quote(cwd)} && ${settings.join('')}${shellLine(command, platform)}`;
}

function shellLine(command: readonly string[], platform: Platform): string {
  return platform === 'win32' ? joinCommandLine(command) : command.map(quote).join(' ');
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
