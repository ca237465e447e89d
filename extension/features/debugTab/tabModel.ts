import {
  effectiveCommandName,
  runnableCommandNames,
} from '../../../server-runtime/launch/commandNames.ts';
import type { LocalizableText } from '../../../server-runtime/contracts/localizableText.ts';
import type { LaunchDiagnostic, LaunchProfile } from '../../../server-runtime/launch/model.ts';
import { projectContentOf, type ProjectKind } from '../../../server-runtime/launch/projectKind.ts';
import type { ParsedSettings } from '../../../server-runtime/launch/reparse.ts';
import { isProxied } from '../../../server-runtime/launch/serverForProfile.ts';
import { findingsIn } from '../../core/documents/findings.ts';
import { profileId } from '../../core/profiles/project.ts';
import { whyNotLaunchable } from '../../core/profiles/whyNotLaunchable.ts';
import {
  effectiveLaunch,
  type EffectiveWords,
  type LaunchSurroundings,
} from './effectiveLaunch.ts';
import { type FormWords, profileForm } from './formModel.ts';
import type { KindIcon, ProfileRow, ReadOnly, TabModel, TextProblem } from './protocol.ts';

/** Words of the whole tab that depend on the language. */
export interface TabWords extends FormWords, EffectiveWords {
  readonly shownName: (profileName: string) => string;
}

/** What the tab shows a document with. */
export interface TabSource {
  readonly fileName: string;
  readonly projectId: string;
  readonly projectName: string;
  /** Names in the project folder. */
  readonly names: readonly string[];
  /** Undefined in a virtual workspace, where nothing runs. */
  readonly surroundings: Omit<LaunchSurroundings, 'names'> | undefined;
  readonly isTrusted: boolean;
  readonly readOnly?: ReadOnly | undefined;
  /** Why nothing of the project runs in this window. */
  readonly notHere?: LocalizableText | undefined;
  readonly words: TabWords;
}

/** A document, read once for all that is shown of it. */
export interface ReadDocument extends ParsedSettings {
  readonly diagnostics: readonly LaunchDiagnostic[];
  readonly kind: ProjectKind;
}

/** What there is to be said of a document beside these names. Never throws. */
export function readDocument(parsed: ParsedSettings, names: readonly string[]): ReadDocument {
  const { kind } = projectContentOf(names);
  return { ...parsed, kind, diagnostics: findingsIn(parsed.settings, kind) };
}

/** The tab's content for a document and a selected profile. */
export function tabModel(document: ReadDocument, source: TabSource, selected: number): TabModel {
  const { text, settings, diagnostics, kind } = document;
  const { fileName, projectName, isTrusted, readOnly, names, surroundings, words } = source;
  const profile = settings.profiles[selected];
  const form = profileForm({ text, settings, diagnostics, kind, words }, selected);
  const syntaxError = text.trim() === '' ? undefined : problemOf(document, words, isBlocking);
  const leftOut = problemOf(document, words, isOfNoProfile);
  const effective =
    profile &&
    surroundings &&
    effectiveLaunch(settings, profile, { ...surroundings, names }, words);
  return {
    fileName,
    projectName,
    isTrusted,
    ...(readOnly && { readOnly }),
    ...(syntaxError && { syntaxError }),
    ...(!syntaxError && leftOut && { leftOut }),
    profiles: profileRows(document, source),
    selected: profile ? selected : -1,
    ...(form && { form }),
    ...(effective && { effective }),
  };
}

/** The first finding of a kind. */
function problemOf(
  { diagnostics }: ReadDocument,
  words: FormWords,
  isMeant: (diagnostic: LaunchDiagnostic) => boolean,
): TextProblem | undefined {
  const found = diagnostics.find(isMeant);
  return found && { message: words.sayText(found.text), line: found.line ?? 1 };
}

/** Whether it leaves no place that an edit could be sure of. */
function isBlocking({ code, path }: LaunchDiagnostic): boolean {
  if (code === 'not-an-object') return path === '' || path === 'profiles';
  return code === 'invalid-json' || code === 'too-deep';
}

/** Whether it keeps a profile out of the list. */
function isOfNoProfile({ code, path }: LaunchDiagnostic): boolean {
  return code === 'not-an-object' && path.startsWith('profiles') && path !== 'profiles';
}

function profileRows(
  { settings, diagnostics, kind }: ReadDocument,
  { projectId, words, notHere }: TabSource,
): ProfileRow[] {
  const rows = settings.profiles.map((profile): ProfileRow => {
    const command = effectiveCommandName(profile);
    const reason = notHere ?? whyNotLaunchable(profile, kind);
    return {
      id: profileId(projectId, profile.name),
      name: words.shownName(profile.name),
      kind: words.kindOf(command),
      icon: iconOf(profile, command),
      ...(reason && { unavailable: words.sayText(reason) }),
    };
  });
  // Findings are in file order, and so are profiles: one pass for both.
  const ends = settings.profiles.map(({ range }) => range.offset + range.length);
  const worst: ('error' | 'warning' | undefined)[] = [];
  let at = 0;
  for (const { range, severity } of diagnostics) {
    if (!range || severity === 'information') continue;
    while (at < ends.length && (ends[at] ?? 0) <= range.offset) at++;
    const start = settings.profiles[at]?.range.offset;
    if (start === undefined || range.offset < start) continue;
    if (worst[at] !== 'error') worst[at] = severity;
  }
  return rows.map((row, index) => {
    const severity = worst[index];
    return severity ? { ...row, severity } : row;
  });
}

function iconOf(profile: LaunchProfile, command: string): KindIcon {
  if (command === 'Executable') return isProxied(profile) ? 'proxied' : 'executable';
  if (command === 'IISExpress' || command === 'IIS') return 'proxied';
  return (runnableCommandNames as readonly string[]).includes(command) ? 'project' : 'foreign';
}
