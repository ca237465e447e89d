import { parseApplicationUrl } from '../../../server-runtime/launch/applicationUrl.ts';
import { knownCommandNames } from '../../../server-runtime/launch/commandNames.ts';
import type {
  LaunchDiagnostic,
  LaunchSettings,
  TextRange,
} from '../../../server-runtime/launch/model.ts';
import { nearestNames } from '../../../server-runtime/launch/nearestName.ts';
import {
  outerPropertyNames,
  propertyCatalogue,
} from '../../../server-runtime/launch/propertyCatalogue.ts';
import { freeName } from './freeName.ts';
import { insertProperty, removeProperty } from './jsonEdits.ts';
import type { TextEdit } from './textEdit.ts';
import { parseTree } from 'jsonc-parser';

/** A way to mend a finding. */
export interface QuickFix {
  readonly edit: TextEdit;
  /** What stands there afterwards, for its title; empty when it is taken away. */
  readonly replacement: string;
  /** Whether nobody could want anything else. */
  readonly isCertain: boolean;
}

/** How a finding can be mended in the text; empty when that takes a person's thought. */
export function quickFixes(
  text: string,
  settings: LaunchSettings,
  { code, range }: LaunchDiagnostic,
): QuickFix[] {
  if (!range) return [];
  const written = text.slice(range.offset, range.offset + range.length);
  const replace = (replacement: string, isCertain = true): QuickFix => ({
    edit: { ...range, text: replacement },
    replacement,
    isCertain,
  });
  switch (code) {
    case 'quoted-boolean':
      return [replace(stringOf(written).trim().toLowerCase())];
    case 'quoted-number':
      // As JSON writes it: "04430" is 4430.
      return [replace(String(Number(stringOf(written))))];
    case 'environment-value-type':
      return [replace(JSON.stringify(written))];
    case 'null-value':
      return [removalFix(text, range, true)].filter(isFix);
    case 'unknown-command-name': {
      const names = namesFor(stringOf(written), knownCommandNames);
      return names.map((name) => replace(JSON.stringify(name), names.length === 1));
    }
    case 'unknown-server':
      return [replace('"proxied"', false), removalFix(text, range, false)].filter(isFix);
    case 'property-case':
    case 'unknown-property':
      return propertyFixes(text, range, code, isInAProfile(settings, range));
    case 'profile-names-differ-by-case':
    case 'duplicate-profile':
    case 'profile-name':
      return [profileNameFix(settings, range)].filter(isFix);
    case 'missing-command-name':
      return commandNameFix(text, settings, range);
    case 'ssl-port-range':
      return [replace(String(freePortOf(settings, 44300)), false)];
    case 'localhost-port-0':
      return [within(text, range, /(?<=:\/\/)[^:/]*localhost/i, '127.0.0.1')].filter(isFix);
    case 'shared-port':
      return [sharedPortFix(text, settings, range)].filter(isFix);
    case 'invalid-url':
      return written.includes('://') ? [] : [urlFix(text, range)].filter(isFix);
    default:
      return [];
  }
}

function namesFor(written: string, candidates: readonly string[]): string[] {
  return nearestNames(written, candidates).slice(0, 3);
}

/** What a string literal says. */
function stringOf(literal: string): string {
  return String(parseTree(literal)?.value ?? '');
}

function isFix(fix: QuickFix | undefined): fix is QuickFix {
  return fix !== undefined;
}

/** The scheme that an address lacks; a number alone is a port of this computer, and hardly a host. */
function urlFix(text: string, range: TextRange): QuickFix | undefined {
  return (
    within(text, range, /^("?):?(?=\d+"?$)/, '$1http://localhost:') ??
    within(text, range, /^(?="?[\w.*+[])("?)/, '$1http://')
  );
}

/** Replaces the first match within a range. */
function within(
  text: string,
  { offset, length }: TextRange,
  pattern: RegExp,
  by: string,
): QuickFix | undefined {
  const written = text.slice(offset, offset + length);
  if (!pattern.test(written)) return undefined;
  const replacement = written.replace(pattern, by);
  return { edit: { offset, length, text: replacement }, replacement, isCertain: true };
}

const profileKeys = propertyCatalogue.map(({ name }) => name);

function isInAProfile({ profiles }: LaunchSettings, { offset }: TextRange): boolean {
  return profiles.some(
    ({ range }) => offset > range.offset && offset < range.offset + range.length,
  );
}

function propertyFixes(
  text: string,
  range: TextRange,
  code: 'property-case' | 'unknown-property',
  isInProfile: boolean,
): QuickFix[] {
  const key = /^"((?:[^"\\]|\\.)*)"/.exec(text.slice(range.offset));
  if (!key?.[1]) return [];
  const written = stringOf(key[0]);
  const known = isInProfile ? profileKeys : outerPropertyNames;
  const names =
    code === 'property-case'
      ? known.filter((name) => name.toLowerCase() === written.toLowerCase())
      : namesFor(written, known);
  const others = code === 'property-case' ? keysBeside(text, range) : [];
  // Written twice in one object, the last one would count.
  const free = names.filter((name) => !others.includes(name));
  return free.map((name) => ({
    edit: { offset: range.offset, length: key[0].length, text: JSON.stringify(name) },
    replacement: JSON.stringify(name),
    isCertain: code === 'property-case',
  }));
}

/** The keys of the object that a property is in. */
function keysBeside(text: string, { offset }: TextRange): unknown[] {
  const object = nodeAt(text, offset)?.parent?.parent;
  return object?.children?.map(({ children }) => children?.[0]?.value) ?? [];
}

/** Takes away the property that has the value. */
function removalFix(text: string, { offset }: TextRange, isCertain: boolean): QuickFix | undefined {
  const property = nodeAt(text, offset)?.parent;
  const object = property?.parent;
  if (property?.type !== 'property' || object?.type !== 'object') return undefined;
  return { edit: removeProperty(text, object, property), replacement: '', isCertain };
}

/** Another name: for the later one of two profiles, or for one that has none. */
function profileNameFix(
  { profiles }: LaunchSettings,
  { offset, length }: TextRange,
): QuickFix | undefined {
  const profile = profiles.find(({ nameRange }) => nameRange.offset === offset);
  if (!profile) return undefined;
  const names = profiles.map(({ name }) => name);
  const replacement = JSON.stringify(freeName(profile.name.trim() || 'profile', names));
  return { edit: { offset, length, text: replacement }, replacement, isCertain: false };
}

function commandNameFix(text: string, { profiles }: LaunchSettings, range: TextRange): QuickFix[] {
  const profile = profiles.find(
    (candidate) =>
      range.offset >= candidate.range.offset &&
      range.offset < candidate.range.offset + candidate.range.length,
  );
  if (!profile?.valueRange) return [];
  const name = profile.executablePath ? 'Executable' : 'Project';
  const written = profile.properties.findLast(({ knownAs }) => knownAs === 'commandName');
  if (written?.valueRange) {
    const replacement = JSON.stringify(name);
    return [{ edit: { ...written.valueRange, text: replacement }, replacement, isCertain: false }];
  }
  const object = nodeAt(text, profile.valueRange.offset);
  if (object?.type !== 'object') return [];
  const edit = insertProperty(text, object, 'commandName', name, 0);
  return [{ edit, replacement: `"commandName": "${name}"`, isCertain: false }];
}

type Node = NonNullable<ReturnType<typeof parseTree>>;

/** The key or value of a text that starts at the offset. */
function nodeAt(text: string, offset: number): Node | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root && findNode(root, offset);
}

/** The value that starts at the offset. */
function findNode(node: Node, offset: number): Node | undefined {
  if (node.type !== 'property' && node.offset === offset) return node;
  for (const child of node.children ?? []) {
    if (child.offset <= offset && offset < child.offset + child.length) {
      const found = findNode(child, offset);
      if (found) return found;
    }
  }
  return undefined;
}

function sharedPortFix(
  text: string,
  settings: LaunchSettings,
  { offset, length }: TextRange,
): QuickFix | undefined {
  const written = text.slice(offset, offset + length);
  const ports = [...written.matchAll(/:(\d+)/g)];
  const match = ports.find(([, port]) => portCounts(settings).get(Number(port))! > 1);
  if (!match) return undefined;
  const port = String(freePortOf(settings, Number(match[1])));
  const at = offset + match.index + 1;
  const edit = { offset: at, length: (match[1] as string).length, text: port };
  return { edit, replacement: port, isCertain: false };
}

/** The first port from one on that the file does not use; below it where there is none above. */
function freePortOf(settings: LaunchSettings, first: number): number {
  const used = portCounts(settings);
  let port = first;
  while (used.has(port)) port++;
  if (port > 65535) for (port = first; used.has(port); port--);
  return port;
}

function portCounts({ profiles, iisSettings }: LaunchSettings): Map<number, number> {
  const counts = new Map<number, number>();
  const count = (port: number): unknown => counts.set(port, (counts.get(port) ?? 0) + 1);
  for (const site of [...profiles, iisSettings?.iis, iisSettings?.iisExpress]) {
    for (const { port } of parseApplicationUrl(site?.applicationUrl ?? '').urls) count(port);
    if (site && 'sslPort' in site && site.sslPort !== 0) count(site.sslPort);
  }
  return counts;
}
