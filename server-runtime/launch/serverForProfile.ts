import { appOption } from './appOption.ts';
import { effectiveCommandName } from './commandNames.ts';
import { splitCommandLine } from './commandLine.ts';
import type { LaunchProfile } from './model.ts';
import type { ProjectKind } from './projectKind.ts';

/** The servers that a profile can choose between. IIS Express is the proxied one. */
export type ServerName = 'Kestrel' | 'WebListener' | 'IISExpress';

/** The value of our own `server` property that puts an Executable behind the proxied server. */
export const proxiedServer = 'proxied';

/**
 * The server that a profile runs on; null when that is the program's own affair, or when the profile does not run
 * here. `args` are the arguments that the app will get; default: the profile's own, unexpanded.
 */
export function serverOf(
  profile: LaunchProfile,
  projectKind: ProjectKind,
  args: readonly string[] = splitCommandLine(profile.commandLineArgs ?? ''),
): ServerName | null {
  switch (effectiveCommandName(profile)) {
    case 'Executable':
      return isProxied(profile) ? 'IISExpress' : null;
    case 'IISExpress':
    case 'IIS':
      return projectKind === 'executable' ? null : 'IISExpress';
    case 'Project':
      return projectKind === 'executable' ? null : selfHostedServer(projectKind, args);
    default:
      return null;
  }
}

/** The self-hosted server that an app's arguments choose: `--server` is a habit of host projects only. */
export function selfHostedServer(
  projectKind: ProjectKind,
  args: readonly string[],
): 'Kestrel' | 'WebListener' {
  const wanted = projectKind === 'host' ? appOption(args, 'server')?.toLowerCase() : undefined;
  return wanted === 'weblistener' ? 'WebListener' : 'Kestrel';
}

/** True for an Executable that asks for the proxied server. */
export function isProxied(profile: Pick<LaunchProfile, 'server'>): boolean {
  return profile.server?.toLowerCase() === proxiedServer;
}
