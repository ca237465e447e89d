import { parseApplicationUrl } from '../../../server-runtime/launch/applicationUrl.ts';
import { iisAddresses } from '../../../server-runtime/launch/iisAddresses.ts';
import type { LaunchDiagnostic, LaunchSettings } from '../../../server-runtime/launch/model.ts';
import { proxiedServer } from '../../../server-runtime/launch/serverForProfile.ts';

export type { LaunchSettings } from '../../../server-runtime/launch/model.ts';
export type { ProjectKind } from '../../../server-runtime/launch/projectKind.ts';

/** What a new profile launches: a launch command, and for a program whether the proxied server stands in front. */
export type NewProfileKind = 'Project' | 'IISExpress' | 'Executable' | 'proxied';

/** The answers that make a profile. */
export interface NewProfileAnswers {
  readonly kind: NewProfileKind;
  readonly name: string;
  /** Command line of a program. */
  readonly program?: string | undefined;
  /** Addresses; undefined where none are asked for. */
  readonly urls?: string | undefined;
}

/** A profile as it is written into the file. */
export interface NewProfile {
  readonly name: string;
  readonly profile: Readonly<Record<string, unknown>>;
}

/** Whether a new profile of the kind has addresses of its own: a site of the file, or nobody, may have them already. */
export function needsUrls(kind: NewProfileKind, settings: LaunchSettings): boolean {
  if (kind === 'Executable') return false;
  return kind !== 'IISExpress' || iisAddresses(settings.iisSettings?.iisExpress).length === 0;
}

/** The first thing that is wrong with addresses; undefined when they can be used. */
export function urlsProblem(text: string, kind: NewProfileKind): LaunchDiagnostic | undefined {
  const server = kind === 'Project' ? 'Kestrel' : 'IISExpress';
  const { diagnostics } = parseApplicationUrl(text, { server });
  return diagnostics.find(({ severity }) => severity === 'error');
}

/** The profile that the answers describe. */
export function newProfile({ kind, name, program = '', urls }: NewProfileAnswers): NewProfile {
  const environmentVariables = { ASPNETCORE_ENVIRONMENT: 'Development' };
  const addresses = urls?.trim() ? { applicationUrl: urls.trim() } : {};
  if (kind === 'Project' || kind === 'IISExpress') {
    const web = { commandName: kind, launchBrowser: true, environmentVariables };
    return { name, profile: { ...web, ...addresses } };
  }
  const isProxied = kind === 'proxied';
  return {
    name,
    profile: {
      commandName: 'Executable',
      ...splitProgram(program),
      ...(isProxied && { launchBrowser: true, server: proxiedServer }),
      ...addresses,
    },
  };
}

/** The program of a command line, which may be quoted, and the rest as it is. */
function splitProgram(line: string): Record<string, string> {
  const [, quoted, plain = '', rest = ''] = /^\s*(?:"([^"]*)"|(\S+))\s*(.*)$/s.exec(line) ?? [];
  const executablePath = quoted ?? plain;
  return { executablePath, ...(rest.trim() !== '' && { commandLineArgs: rest.trim() }) };
}
