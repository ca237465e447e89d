import { lineStartsOf, positionAt } from './lineStarts.ts';
import type {
  IisBinding,
  IisSettings,
  LaunchDiagnostic,
  LaunchProfile,
  LaunchSettings,
  TextRange,
} from './model.ts';
import { parseLaunchSettings } from './parse.ts';

/** A text and what `parseLaunchSettings` read from it. */
export interface ParsedSettings {
  readonly text: string;
  readonly settings: LaunchSettings;
}

/**
 * The same as `parseLaunchSettings(text)`, sooner: an editor reads a file anew at every key stroke, and nearly always
 * one profile of it has changed. Only that one is parsed; the others stay, or move.
 */
export function reparseLaunchSettings(earlier: ParsedSettings, text: string): LaunchSettings {
  if (earlier.text === text) return earlier.settings;
  return reparseOneProfile(earlier, text) ?? parseLaunchSettings(text);
}

const opening = '{"profiles":{';
const closing = '}}';

/** Undefined when the change is not all inside one profile, or makes more of it than one. */
function reparseOneProfile(
  { text: old, settings }: ParsedSettings,
  text: string,
): LaunchSettings | undefined {
  if (settings.diagnostics.some(isOfWholeText)) return undefined;
  const { start, end } = changeIn(old, text);
  const index = settings.profiles.findIndex(
    ({ valueRange }) => valueRange && valueRange.offset < start && end < endOf(valueRange),
  );
  const profile = settings.profiles[index];
  if (!profile) return undefined;
  // A finding at its name is about other profiles, too, which the part does not have.
  const isAtItsName = ({ range }: LaunchDiagnostic) => range?.offset === profile.nameRange.offset;
  if (settings.diagnostics.some(isAtItsName)) return undefined;
  const by = text.length - old.length;
  const { offset, length } = profile.range;
  const part = text.slice(offset, offset + length + by);
  // The part begins and ends with a whole token, so what stands around it is read as before.
  const read = parseLaunchSettings(opening + part + closing);
  const fresh = read.profiles[0];
  const isOne = fresh?.range.length === part.length && read.profiles.length === 1;
  if (!isOne || fresh.diagnostics.length !== read.diagnostics.length) return undefined;

  const oldEnd = endOf(profile.range);
  const lineStarts = moveLineStarts(settings.lineStarts, profile.range, part, by);
  const inside = new Mover(offset - opening.length, lineStarts);
  const after = new Mover(by, lineStarts);
  const around = <T>(items: readonly T[], rangeOf: (item: T) => TextRange | undefined) => ({
    before: items.filter((item) => (rangeOf(item)?.offset ?? 0) < offset),
    after: items.filter((item) => (rangeOf(item)?.offset ?? 0) >= oldEnd),
  });
  const diagnostics = around(settings.diagnostics, ({ range }) => range);
  const extensions = around(settings.jsonExtensions, (range) => range);
  return {
    profiles: settings.profiles.map((other, i) => {
      if (i === index) return inside.profile(fresh);
      return i < index ? other : after.profile(other);
    }),
    iisSettings:
      settings.iisSettings && settings.iisSettings.range.offset >= oldEnd
        ? after.iisSettings(settings.iisSettings)
        : settings.iisSettings,
    diagnostics: [
      ...diagnostics.before,
      ...read.diagnostics.map((found) => inside.diagnostic(found)),
      ...diagnostics.after.map((found) => after.diagnostic(found)),
    ],
    profilesRange: settings.profilesRange && {
      offset: settings.profilesRange.offset,
      length: settings.profilesRange.length + by,
    },
    jsonExtensions: [
      ...extensions.before,
      ...read.jsonExtensions.map((range) => inside.range(range)),
      ...extensions.after.map((range) => after.range(range)),
    ],
    lineStarts,
  };
}

function isOfWholeText({ code }: LaunchDiagnostic): boolean {
  return code === 'invalid-json' || code === 'too-deep';
}

function endOf({ offset, length }: TextRange): number {
  return offset + length;
}

/** What of the old text is not in the new one any more, between what both begin and end with. */
function changeIn(old: string, text: string): { start: number; end: number } {
  const limit = Math.min(old.length, text.length);
  const start = countSame(limit, (from, to) => old.slice(from, to) === text.slice(from, to));
  const end = countSame(
    limit - start,
    (from, to) =>
      old.slice(old.length - to, old.length - from) ===
      text.slice(text.length - to, text.length - from),
  );
  return { start, end: old.length - end };
}

/** How many units are the same before one differs. By the thousand, as long as they do: that is many times quicker. */
function countSame(limit: number, isSame: (from: number, to: number) => boolean): number {
  let at = 0;
  for (const step of [4096, 64, 1]) {
    while (at + step <= limit && isSame(at, at + step)) at += step;
  }
  return at;
}

function moveLineStarts(
  old: readonly number[],
  range: TextRange,
  part: string,
  by: number,
): number[] {
  const before = positionAt(old, range.offset).line;
  const after = positionAt(old, endOf(range)).line;
  const inside = lineStartsOf(part).slice(1);
  return [
    ...old.slice(0, before),
    ...inside.map((start) => start + range.offset),
    ...old.slice(after).map((start) => start + by),
  ];
}

/** Moves what was read to where it stands now. */
class Mover {
  readonly #by: number;
  readonly #lineStarts: readonly number[];

  constructor(by: number, lineStarts: readonly number[]) {
    this.#by = by;
    this.#lineStarts = lineStarts;
  }

  range({ offset, length }: TextRange): TextRange {
    return { offset: offset + this.#by, length };
  }

  optionalRange(range: TextRange | undefined): TextRange | undefined {
    return range && this.range(range);
  }

  diagnostic(diagnostic: LaunchDiagnostic): LaunchDiagnostic {
    if (!diagnostic.range) return diagnostic;
    const range = this.range(diagnostic.range);
    return { ...diagnostic, range, ...positionAt(this.#lineStarts, range.offset) };
  }

  profile(profile: LaunchProfile): LaunchProfile {
    const properties = profile.properties.map((property) => ({
      name: property.name,
      knownAs: property.knownAs,
      value: property.value,
      range: this.range(property.range),
      nameRange: this.range(property.nameRange),
      valueRange: this.optionalRange(property.valueRange),
    }));
    return {
      ...profile,
      environmentVariables: profile.environmentVariables.map((entry) => ({
        name: entry.name,
        value: entry.value,
        range: this.range(entry.range),
        nameRange: this.range(entry.nameRange),
        valueRange: this.range(entry.valueRange),
      })),
      properties,
      unknownProperties: properties.filter(({ knownAs }) => knownAs === undefined),
      diagnostics: profile.diagnostics.map((found) => this.diagnostic(found)),
      range: this.range(profile.range),
      nameRange: this.range(profile.nameRange),
      valueRange: this.optionalRange(profile.valueRange),
    };
  }

  iisSettings(settings: IisSettings): IisSettings {
    return {
      ...settings,
      iisExpress: settings.iisExpress && this.#binding(settings.iisExpress),
      iis: settings.iis && this.#binding(settings.iis),
      range: this.range(settings.range),
    };
  }

  #binding(binding: IisBinding): IisBinding {
    return {
      ...binding,
      applicationUrlRange: this.optionalRange(binding.applicationUrlRange),
      sslPortRange: this.optionalRange(binding.sslPortRange),
    };
  }
}
