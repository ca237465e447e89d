import { parseApplicationUrl } from '../../../server-runtime/launch/applicationUrl.ts';
import { knownCommandNames } from '../../../server-runtime/launch/commandNames.ts';
import type {
  LaunchDiagnostic,
  LaunchSettings,
  TextRange,
} from '../../../server-runtime/launch/model.ts';
import { isSpellingOf, nearestNames } from '../../../server-runtime/launch/nearestName.ts';
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

/** How the findings of one text can be mended. What they have in common is looked for once. */
export class QuickFixes {
  readonly #text: string;
  readonly #settings: LaunchSettings;
  #tree: Node | undefined;
  #ports: ReadonlyMap<number, number> | undefined;

  constructor(text: string, settings: LaunchSettings) {
    this.#text = text;
    this.#settings = settings;
  }

  /** For one finding; empty when that takes a person's thought. */
  of({ code, range }: LaunchDiagnostic): QuickFix[] {
    if (!range) return [];
    const [text, settings] = [this.#text, this.#settings];
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
        return [this.#removal(range, true)].filter(isFix);
      case 'unknown-command-name':
        return commandFixes(stringOf(written), replace);
      case 'unknown-server':
        return [replace('"proxied"', false), this.#removal(range, false)].filter(isFix);
      case 'property-case':
      case 'unknown-property':
        return this.#propertyFixes(range, code);
      case 'profile-names-differ-by-case':
      case 'duplicate-profile':
      case 'profile-name':
        return [profileNameFix(settings, range)].filter(isFix);
      case 'missing-command-name':
        return this.#commandNameFix(range);
      case 'ssl-port-range':
        return [replace(String(this.#freePort(44300)), false)];
      case 'localhost-port-0':
        return [within(text, range, /(?<=:\/\/)[^:/]*localhost/i, '127.0.0.1')].filter(isFix);
      case 'shared-port':
        return [this.#sharedPortFix(range)].filter(isFix);
      case 'invalid-url': {
        const address = meantAddress(written);
        return address === undefined ? [] : [replace(address)];
      }
      default:
        return [];
    }
  }

  /** The one that nobody could want otherwise. */
  certainOf(finding: LaunchDiagnostic): QuickFix | undefined {
    return this.of(finding).find(({ isCertain }) => isCertain);
  }

  #propertyFixes(range: TextRange, code: 'property-case' | 'unknown-property'): QuickFix[] {
    const property = this.#nodeAt(range.offset)?.parent;
    const key = property?.children?.[0];
    if (property?.type !== 'property' || !key) return [];
    const written = String(key.value);
    const known = isInAProfile(this.#settings, range) ? profileKeys : outerPropertyNames;
    const isCase = code === 'property-case';
    const names = isCase ? known.filter((name) => isSame(name, written)) : namesFor(written, known);
    // The last one of a name counts: what is renamed must neither come to that nor cease to.
    const others = property.parent?.children?.filter((other) => other !== property) ?? [];
    const isTaken = (name: string): boolean =>
      others.some((other) => {
        const beside: unknown = other.children?.[0]?.value;
        return isCase
          ? beside === name || (other.offset > property.offset && isSame(beside, name))
          : isSame(beside, name);
      });
    return names
      .filter((name) => !isTaken(name))
      .map((name) => ({
        edit: { offset: key.offset, length: key.length, text: JSON.stringify(name) },
        replacement: JSON.stringify(name),
        isCertain: isCase,
      }));
  }

  /** Takes away the property that has the value. Without it, one of its name that nobody saw would count. */
  #removal({ offset }: TextRange, isCertain: boolean): QuickFix | undefined {
    const property = this.#nodeAt(offset)?.parent;
    const object = property?.parent;
    if (property?.type !== 'property' || object?.type !== 'object') return undefined;
    const name: unknown = property.children?.[0]?.value;
    const isOnly = object.children?.every(
      (other) => other === property || !isSame(other.children?.[0]?.value, name),
    );
    return {
      edit: removeProperty(this.#text, object, property),
      replacement: '',
      isCertain: isCertain && isOnly === true,
    };
  }

  #commandNameFix({ offset }: TextRange): QuickFix[] {
    const profile = this.#settings.profiles.find(({ range }) => holds(range, offset));
    if (!profile?.valueRange) return [];
    const name = profile.executablePath ? 'Executable' : 'Project';
    const written = profile.properties.findLast(({ knownAs }) => knownAs === 'commandName');
    if (written?.valueRange) {
      const replacement = JSON.stringify(name);
      const edit = { ...written.valueRange, text: replacement };
      return [{ edit, replacement, isCertain: false }];
    }
    const object = this.#nodeAt(profile.valueRange.offset);
    if (object?.type !== 'object') return [];
    const edit = insertProperty(this.#text, object, 'commandName', name, 0);
    return [{ edit, replacement: `"commandName": "${name}"`, isCertain: false }];
  }

  #sharedPortFix({ offset, length }: TextRange): QuickFix | undefined {
    const written = this.#text.slice(offset, offset + length);
    const ports = [...written.matchAll(/:(\d+)/g)];
    const match = ports.find(([, port]) => (this.#portCounts().get(Number(port)) ?? 0) > 1);
    if (!match) return undefined;
    const port = String(this.#freePort(Number(match[1])));
    const at = offset + match.index + 1;
    const edit = { offset: at, length: (match[1] as string).length, text: port };
    return { edit, replacement: port, isCertain: false };
  }

  /** The first port from one on that the file does not use; below it where there is none above. */
  #freePort(first: number): number {
    const used = this.#portCounts();
    let port = first;
    while (used.has(port)) port++;
    if (port > 65535) for (port = first; used.has(port); port--);
    return port;
  }

  #portCounts(): ReadonlyMap<number, number> {
    return (this.#ports ??= portCounts(this.#settings));
  }

  /** The key or value that starts at the offset. */
  #nodeAt(offset: number): Node | undefined {
    this.#tree ??= parseTree(this.#text, [], { allowTrailingComma: true });
    return this.#tree && findNode(this.#tree, offset);
  }
}

/** One that differs by case only is meant before all others. */
function commandFixes(
  written: string,
  replace: (replacement: string, isCertain: boolean) => QuickFix,
): QuickFix[] {
  const found = namesFor(written, knownCommandNames);
  const same = found.filter((name) => isSame(name, written.trim()));
  const names = same.length > 0 ? same : found;
  return names.map((name) =>
    replace(JSON.stringify(name), names.length === 1 && isSpellingOf(written, name)),
  );
}

function namesFor(written: string, candidates: readonly string[]): string[] {
  return nearestNames(written, candidates).slice(0, 3);
}

function isSame(one: unknown, other: unknown): boolean {
  return String(one).toLowerCase() === String(other).toLowerCase();
}

/** What a string literal says. */
function stringOf(literal: string): string {
  return String(parseTree(literal)?.value ?? '');
}

function isFix(fix: QuickFix | undefined): fix is QuickFix {
  return fix !== undefined;
}

/**
 * The address that an incomplete one stands for: its scheme is missing or cut short. A number alone is a port of this
 * computer, and hardly a host. A whole string literal is none: an address in it is written with escapes.
 */
function meantAddress(written: string): string | undefined {
  const [, scheme = 'http', rest = written] =
    /^(https?)(?::\/?|\/\/)(?!\/)(.*)$/i.exec(written) ?? [];
  const host = rest.replace(/^:?(?=\d+$)/, 'localhost:');
  const address = `${scheme}://${host}`;
  if (!/^[\w.*+[]/.test(host)) return undefined;
  const { urls, diagnostics } = parseApplicationUrl(address, { server: null });
  return urls.length === 1 && diagnostics.length === 0 ? address : undefined;
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
  return profiles.some(({ range }) => offset > range.offset && holds(range, offset));
}

function holds({ offset, length }: TextRange, at: number): boolean {
  return at >= offset && at < offset + length;
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

type Node = NonNullable<ReturnType<typeof parseTree>>;

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

function portCounts({ profiles, iisSettings }: LaunchSettings): Map<number, number> {
  const counts = new Map<number, number>();
  const count = (port: number): unknown => counts.set(port, (counts.get(port) ?? 0) + 1);
  for (const site of [...profiles, iisSettings?.iis, iisSettings?.iisExpress]) {
    for (const { port } of parseApplicationUrl(site?.applicationUrl ?? '').urls) count(port);
    if (site && 'sslPort' in site && site.sslPort !== 0) count(site.sslPort);
  }
  return counts;
}
