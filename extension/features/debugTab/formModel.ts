import {
  effectiveCommandName,
  runnableCommandNames,
} from '../../../server-runtime/launch/commandNames.ts';
import { splitCommandLine } from '../../../server-runtime/launch/commandLine.ts';
import type { LocalizableText } from '../../../server-runtime/contracts/localizableText.ts';
import type {
  IisBinding,
  LaunchDiagnostic,
  LaunchProfile,
  LaunchSettings,
} from '../../../server-runtime/launch/model.ts';
import type { ProjectKind } from '../../../server-runtime/launch/projectKind.ts';
import { isProxied, selfHostedServer } from '../../../server-runtime/launch/serverForProfile.ts';
import { fieldProblems } from './fieldProblems.ts';
import type { Choice, IisForm, ProfileForm } from './protocol.ts';
import { shownVariables } from './shownVariables.ts';

/** Words of the form that depend on the language. */
export interface FormWords {
  readonly kindOf: (commandName: string) => string;
  readonly programListens: string;
  readonly sayText: (text: LocalizableText) => string;
}

export interface FormSource {
  readonly text: string;
  readonly settings: LaunchSettings;
  readonly diagnostics: readonly LaunchDiagnostic[];
  readonly kind: ProjectKind;
  readonly words: FormWords;
}

/** The fields of a profile, as the text has them. */
export function profileForm(source: FormSource, index: number): ProfileForm | undefined {
  const { settings, kind, words } = source;
  const profile = settings.profiles[index];
  if (!profile) return undefined;
  const command = effectiveCommandName(profile);
  const urls = (profile.applicationUrl ?? '')
    .split(';')
    .map((url) => url.trim())
    .filter((url) => url !== '');
  const isIis = command === 'IISExpress' || command === 'IIS';
  const isExecutable = command === 'Executable';
  const iis = isIis || isProxied(profile) ? iisForm(settings, command) : undefined;
  return {
    index,
    commandName: profile.commandName,
    commandNames: commandChoices(profile.commandName, words),
    commandLineArgs: profile.commandLineArgs ?? '',
    argv: splitCommandLine(profile.commandLineArgs ?? ''),
    workingDirectory: profile.workingDirectory ?? '',
    executablePath: profile.executablePath ?? '',
    launchBrowser: profile.launchBrowser ?? false,
    launchUrl: profile.launchUrl ?? '',
    urls,
    environment: shownVariables(profile.environmentVariables).map(({ name, value }) => {
      return { name, value };
    }),
    ...serverOfForm(profile, kind, words),
    hostingModel: profile.ancmHostingModel ?? '',
    ...(iis && { iis }),
    shows: {
      executable: isExecutable || Boolean(profile.executablePath),
      urls: !isIis || urls.length > 0,
      iis: iis !== undefined,
      hostingModel: isIis || profile.ancmHostingModel !== undefined,
    },
    problems: fieldProblems(source, profile, iis?.section),
  };
}

function commandChoices(present: string, words: FormWords): Choice[] {
  const names: string[] = [...runnableCommandNames];
  if (!names.includes(present)) names.push(present);
  return names.map((value) => ({ value, label: words.kindOf(value) }));
}

/** Where the bindings of a launch command stand: full IIS has its own where the file has them. */
export function iisSectionOf(settings: LaunchSettings, command: string): IisForm['section'] {
  return command === 'IIS' && settings.iisSettings?.iis ? 'iis' : 'iisExpress';
}

function iisForm(settings: LaunchSettings, command: string): IisForm {
  const { iisSettings } = settings;
  const section = iisSectionOf(settings, command);
  const binding: Partial<IisBinding> = iisSettings?.[section] ?? {};
  return {
    section,
    applicationUrl: binding.applicationUrl ?? '',
    sslPort: binding.sslPort ?? 0,
    anonymousAuthentication: iisSettings?.anonymousAuthentication ?? true,
    windowsAuthentication: iisSettings?.windowsAuthentication ?? false,
  };
}

/** Only where a profile can choose: a host project its own server, an executable the one in front of it. */
function serverOfForm(
  profile: LaunchProfile,
  kind: ProjectKind,
  { programListens }: FormWords,
): Pick<ProfileForm, 'server' | 'servers'> {
  const command = effectiveCommandName(profile);
  if (command === 'Executable') {
    return {
      server: isProxied(profile) ? 'proxied' : '',
      servers: [
        { value: '', label: programListens },
        { value: 'proxied', label: 'IIS Express' },
      ],
    };
  }
  if (command !== 'Project' || kind !== 'host') return { server: '', servers: [] };
  return {
    server: selfHostedServer(kind, splitCommandLine(profile.commandLineArgs ?? '')),
    servers: [
      { value: 'Kestrel', label: 'Kestrel' },
      { value: 'WebListener', label: 'WebListener' },
    ],
  };
}

/** The arguments after another server was chosen; everything but `--server` stays as it was typed. */
export function withServer(commandLineArgs: string, server: string): string {
  const own = /"[^"]*"|(^|\s+)--server(?:=|\s+)(?:"[^"]*"|\S+)/gi;
  const others = commandLineArgs
    .replaceAll(own, (all: string, lead?: string) => (lead === undefined ? all : ''))
    .trim();
  return server === 'Kestrel' ? others : `${others} --server ${server}`.trim();
}
