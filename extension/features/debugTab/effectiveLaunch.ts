import { joinCommandLine } from '../../../server-runtime/launch/commandLine.ts';
import type { Origin } from '../../../server-runtime/launch/launchPlan.ts';
import type { LaunchProfile, LaunchSettings } from '../../../server-runtime/launch/model.ts';
import type { Platform } from '../../../server-runtime/launch/platform.ts';
import { profilePlan, type ProfileSurroundings } from '../../core/profiles/profilePlan.ts';
import type { EffectiveLaunch } from './protocol.ts';

export interface LaunchSurroundings extends ProfileSurroundings {
  /** The bundled `host.js`. */
  readonly hostPath: string;
}

export interface EffectiveWords {
  readonly originOf: (origin: Origin) => string;
}

/** What launching a profile does, for people; undefined where no launch means it. */
export function effectiveLaunch(
  settings: LaunchSettings,
  profile: LaunchProfile,
  surroundings: LaunchSurroundings,
  { originOf }: EffectiveWords,
): EffectiveLaunch | undefined {
  const plan = profilePlan(settings, profile, surroundings);
  if (!plan) return undefined;
  const { directory, hostPath, platform } = surroundings;
  // An app of the host has no program of its own: the host runs it, on the command line as in the editor.
  const isInHost = plan.kind === 'host' && plan.commandName !== 'Executable';
  const launcher = [
    'node',
    hostPath,
    'run',
    '--project',
    directory,
    '--launch-profile',
    profile.name,
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
