import { basename } from 'node:path/posix';

import {
  Hover,
  type HoverProvider,
  l10n,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
} from 'vscode';

import { effectiveCommandName } from '../../../server-runtime/launch/commandNames.ts';
import { jsonPath } from '../../../server-runtime/launch/jsonPath.ts';
import type { LaunchPlan, Origin } from '../../../server-runtime/launch/launchPlan.ts';
import type {
  LaunchProfile,
  ProfileProperty,
  TextRange,
} from '../../../server-runtime/launch/model.ts';
import { originText } from '../../../server-runtime/launch/originText.ts';
import { platformOf } from '../../../server-runtime/launch/platform.ts';
import {
  describeProperty,
  outerPropertyNames,
} from '../../../server-runtime/launch/propertyCatalogue.ts';
import { iisSettingsPlace } from '../../core/documents/iisSettingsPlace.ts';
import { otherReaders } from '../../core/documents/propertyReaders.ts';
import { projectFolderOf } from '../../core/documents/settingsLocation.ts';
import { profilePlan } from '../../core/profiles/profilePlan.ts';
import { sayText } from '../../platform/vscode/sayText.ts';
import type { ReadSettings, SettingsReader } from './settingsDocuments.ts';

/** What a property of a profile comes to, where that comes from, and who reads it. */
export class ProfileHover implements HoverProvider {
  readonly #reader: SettingsReader;

  constructor(reader: SettingsReader) {
    this.#reader = reader;
  }

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    const read = this.#reader.read(document);
    const at = document.offsetAt(position);
    const profile = read.settings.profiles.find(({ range }) => holds(range, at));
    const property = profile?.properties.find(({ range }) => holds(range, at));
    if (!profile || !property) return iisHover(read, document, at);
    const variable = profile.environmentVariables.find(({ range }) => holds(range, at));
    const plan = planOf(read, profile, document);
    const value = plan === undefined ? '' : valueIn(plan, property, variable?.name);
    const content = new MarkdownString();
    if (value !== '') content.appendMarkdown(`${value}\n\n`);
    content.appendMarkdown(honouredBy(property));
    return new Hover(content, rangeOf(document, variable?.range ?? property.range));
  }
}

function rangeOf(document: TextDocument, { offset, length }: TextRange): Range {
  return new Range(document.positionAt(offset), document.positionAt(offset + length));
}

/** What a shared setting comes to for the profiles that use it, and who reads it. */
function iisHover(read: ReadSettings, document: TextDocument, at: number): Hover | undefined {
  const { iisSettings, profiles } = read.settings;
  const place = iisSettings && iisSettingsPlace(document.getText(), iisSettings.range, at);
  if (!place) return undefined;
  const [first = '', second = ''] = place.path.map((name) => name.toLowerCase());
  const isKnown = outerPropertyNames.some((name) => name.toLowerCase() === (second || first));
  if (!isKnown) return new Hover(unknownProperty(), rangeOf(document, place.range));
  const commands = first.startsWith('iis')
    ? [first === 'iis' ? 'IIS' : 'IISExpress']
    : siteCommands;
  const user = profiles.find((profile) => commands.includes(effectiveCommandName(profile)));
  const content = new MarkdownString();
  const isBinding = second === 'applicationurl' || second === 'sslport';
  const plan = user && isBinding ? planOf(read, user, document) : undefined;
  const value =
    first === 'windowsauthentication'
      ? effective(String(iisSettings.windowsAuthentication), undefined)
      : first === 'anonymousauthentication'
        ? effective(String(iisSettings.anonymousAuthentication), undefined)
        : effective(plan?.urls.join(' '), plan?.origins['urls']);
  if (value !== '') content.appendMarkdown(`${value}\n\n`);
  const own = l10n.t('Server Profiles ({0})', commands.join(', '));
  content.appendMarkdown(l10n.t('Read by {0}.', [own, 'Visual Studio'].join(', ')));
  return new Hover(content, rangeOf(document, place.range));
}

/** Launch commands whose profiles share `iisSettings`. */
const siteCommands = ['IISExpress', 'IIS'];

function holds({ offset, length }: TextRange, at: number): boolean {
  return at >= offset && at <= offset + length;
}

function planOf(
  { settings, names }: ReadSettings,
  profile: LaunchProfile,
  document: TextDocument,
): LaunchPlan | undefined {
  const folder = document.uri.with({ path: projectFolderOf(document.uri.path) });
  return profilePlan(settings, profile, {
    ...{ directory: folder.fsPath, name: basename(folder.path), names },
    settingsFile: document.uri.fsPath,
    environment: process.env,
    platform: platformOf(process.platform),
  });
}

/** What a property comes to, or one of its variables; empty where it comes to nothing. */
function valueIn(plan: LaunchPlan, property: ProfileProperty, variable?: string): string {
  const names =
    variable === undefined ? [property.knownAs ?? ''] : ['environmentVariables', variable];
  const path = jsonPath('profiles', plan.profile ?? '', ...names);
  const isKnown = !plan.diagnostics.some(
    (one) => one.code === 'unknown-msbuild-property' && one.path === path,
  );
  if (!isKnown) return l10n.t('Effective: known once the project has been built.');
  return variable === undefined
    ? effective(...effectiveOf(plan, property))
    : effective(plan.env[variable], plan.origins[`env.${variable}`]);
}

function effectiveOf(
  plan: LaunchPlan,
  { knownAs }: ProfileProperty,
): [value: string | undefined, origin: Origin | undefined] {
  const isExecutable = plan.commandName === 'Executable';
  switch (knownAs) {
    case 'commandLineArgs': {
      // Of a project that is not built, `dotnet run` is the program, whose own arguments end with `--`.
      const start = plan.kind === 'dotnet' && !isExecutable ? plan.args.indexOf('--') + 1 : 0;
      const own = plan.args.slice(start).map((argument) => JSON.stringify(argument));
      return plan.origins['args'] ? [own.join(' '), plan.origins['args']] : [undefined, undefined];
    }
    case 'workingDirectory':
      return [plan.cwd, plan.origins['cwd']];
    case 'executablePath':
      return isExecutable ? [plan.command, plan.origins['command']] : [undefined, undefined];
    case 'applicationUrl':
      return [plan.urls.join(' '), plan.origins['urls']];
    case 'launchUrl':
    case 'launchBrowser':
      return plan.browser.launch
        ? [plan.browser.url ?? undefined, undefined]
        : [undefined, undefined];
    default:
      return [undefined, undefined];
  }
}

function effective(value: string | undefined, origin: Origin | undefined): string {
  if (value === undefined || value === '') return '';
  const text = inCode(value);
  return origin === undefined
    ? l10n.t('Effective: {0}', text)
    : l10n.t('Effective: {0} (from {1})', text, sayText(originText(origin)));
}

/** Markdown of a code span: its fence is longer than any run of back quotes in it. */
function inCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}

function honouredBy({ knownAs }: ProfileProperty): string {
  if (knownAs === undefined) return unknownProperty().value;
  const commands = describeProperty(knownAs)?.usedBy ?? [];
  const others = otherReaders(knownAs);
  if (commands.length === 0) {
    return l10n.t('Read by {0}; it is left alone here.', others.join(', '));
  }
  const own = l10n.t('Server Profiles ({0})', commands.join(', '));
  return l10n.t('Read by {0}.', [own, ...others].join(', '));
}

function unknownProperty(): MarkdownString {
  return new MarkdownString(l10n.t('No tool known here reads this; it is left alone.'));
}
