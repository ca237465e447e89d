import {
  Hover,
  type HoverProvider,
  l10n,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
} from 'vscode';

import {
  createLaunchPlan,
  type LaunchPlan,
  type Origin,
} from '../../../server-runtime/launch/launchPlan.ts';
import type {
  LaunchProfile,
  ProfileProperty,
  TextRange,
} from '../../../server-runtime/launch/model.ts';
import { originText } from '../../../server-runtime/launch/originText.ts';
import { describeProperty } from '../../../server-runtime/launch/propertyCatalogue.ts';
import { otherReaders } from '../../core/documents/propertyReaders.ts';
import { projectFolderOf } from '../../core/documents/settingsLocation.ts';
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
    if (!profile || !property) return undefined;
    const variable = profile.environmentVariables.find(({ range }) => holds(range, at));
    const plan = planOf(read, profile, document);
    const value = variable
      ? effective(plan.env[variable.name], plan.origins[`env.${variable.name}`])
      : effective(...effectiveOf(plan, property));
    const content = new MarkdownString();
    if (value !== '') content.appendMarkdown(`${value}\n\n`);
    content.appendMarkdown(honouredBy(property));
    const { offset, length } = variable?.range ?? property.range;
    return new Hover(
      content,
      new Range(document.positionAt(offset), document.positionAt(offset + length)),
    );
  }
}

function holds({ offset, length }: TextRange, at: number): boolean {
  return at >= offset && at <= offset + length;
}

function planOf(
  { settings, kind }: ReadSettings,
  profile: LaunchProfile,
  document: TextDocument,
): LaunchPlan {
  const folder = document.uri.with({ path: projectFolderOf(document.uri.path) });
  const { platform } = process;
  return createLaunchPlan({
    project: { directory: folder.fsPath, kind, name: folder.path.replace(/^.*\//, '') },
    settings,
    settingsFile: document.uri.fsPath,
    profileName: profile.name,
    environment: process.env,
    extraEnvironment: [],
    appArgs: [],
    platform: platform === 'win32' || platform === 'darwin' ? platform : 'linux',
  });
}

function effectiveOf(
  plan: LaunchPlan,
  { knownAs }: ProfileProperty,
): [value: string | undefined, origin: Origin | undefined] {
  switch (knownAs) {
    case 'commandLineArgs':
      return [
        plan.args.map((argument) => JSON.stringify(argument)).join(' '),
        plan.origins['args'],
      ];
    case 'workingDirectory':
      return [plan.cwd, plan.origins['cwd']];
    case 'executablePath':
      return [plan.command, plan.origins['command']];
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
  if (knownAs === undefined) return l10n.t('No tool known here reads this; it is left alone.');
  const commands = describeProperty(knownAs)?.usedBy ?? [];
  const others = otherReaders(knownAs);
  if (commands.length === 0) {
    return l10n.t('Read by {0}; it is left alone here.', others.join(', '));
  }
  const own = l10n.t('Server Profiles ({0})', commands.join(', '));
  return l10n.t('Read by {0}.', [own, ...others].join(', '));
}
