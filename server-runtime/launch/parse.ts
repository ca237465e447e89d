import type { Node } from 'jsonc-parser';
import { jsonPath } from './jsonPath.ts';
import { membersOf, parseJsonTree, rangeOf, type JsonError, type JsonMember } from './jsonTree.ts';
import { lineStartsOf } from './lineStarts.ts';
import { localizableText, withSentence } from '../contracts/localizableText.ts';
import type { IisSettings, LaunchProfile, LaunchSettings } from './model.ts';
import { mergeConflicts } from './mergeConflicts.ts';
import { nearestNames } from './nearestName.ts';
import { parseIisSettings } from './parseIisSettings.ts';
import { parseProfile } from './parseProfile.ts';
import { syntaxErrorText } from './syntaxErrorText.ts';
import { nameOfType, ValueReader } from './valueReader.ts';

/**
 * Reads the text of a launchSettings.json (or `*.run.json`) file: JSON with comments, trailing commas and byte order
 * mark. Never throws: what cannot be read is missing from the result and stands among its diagnostics.
 */
export function parseLaunchSettings(text: string): LaunchSettings {
  const lineStarts = lineStartsOf(text);
  const reader = new ValueReader(text, lineStarts);
  const { root, errors, extensions, tooDeepAt } = parseJsonTree(text);
  if (tooDeepAt !== undefined) {
    const range = { offset: tooDeepAt, length: 1 };
    reader.report('too-deep', localizableText('The file nests too deep to be launch settings.'), {
      path: '',
      range,
    });
  }
  reportSyntaxErrors(errors, text, reader);

  let profiles: LaunchProfile[] = [];
  let iisSettings: IisSettings | undefined;
  let profilesNode: Node | undefined;
  if (root && root.type !== 'object') {
    reader.report(
      'not-an-object',
      localizableText('The file must hold an object, not {0}.', nameOfType(root)),
      {
        path: '',
        range: rangeOf(root),
      },
    );
  } else {
    const members = membersOf(root);
    const profilesMember = lastMember(members, 'profiles', reader);
    if (!profilesMember) reportMistypedProfiles(members, reader);
    profilesNode = profilesMember?.node;
    profiles = parseProfiles(profilesNode, reader);
    const iisNode = lastMember(members, 'iisSettings', reader)?.node;
    iisSettings = iisNode && parseIisSettings(iisNode, reader);
  }
  return {
    profiles,
    iisSettings,
    diagnostics: reader.diagnostics.toSorted((a, b) => offsetOf(a) - offsetOf(b)),
    profilesRange: profilesNode?.type === 'object' ? rangeOf(profilesNode) : undefined,
    jsonExtensions: extensions,
    lineStarts,
  };
}

function parseProfiles(node: Node | undefined, reader: ValueReader): LaunchProfile[] {
  if (node && node.type !== 'object') {
    reader.report(
      'not-an-object',
      localizableText('{0} must be an object, not {1}.', 'profiles', nameOfType(node)),
      {
        path: 'profiles',
        range: rangeOf(node),
      },
    );
  }
  const profiles: LaunchProfile[] = [];
  const seen = new Map<string, string>();
  for (const member of membersOf(node)) {
    reportSameName(member, seen, reader);
    if (member.name.trim() === '') {
      const place = { path: jsonPath('profiles', member.name), range: member.nameRange };
      reader.report('profile-name', localizableText('A profile needs a name.'), place);
    }
    const profile = parseProfile(member, reader);
    if (profile) profiles.push(profile);
  }
  return profiles;
}

function reportSameName(member: JsonMember, seen: Map<string, string>, reader: ValueReader): void {
  const folded = member.name.toLowerCase();
  const earlier = seen.get(folded);
  if (earlier === undefined) {
    seen.set(folded, member.name);
    return;
  }
  const place = { path: jsonPath('profiles', member.name), range: member.nameRange };
  if (earlier === member.name) {
    reader.report(
      'duplicate-profile',
      localizableText("There are two profiles named '{0}'.", member.name),
      place,
    );
  } else {
    reader.report(
      'profile-names-differ-by-case',
      localizableText(
        "'{0}' and '{1}' differ only by case: `dotnet run --launch-profile` finds neither.",
        member.name,
        earlier,
      ),
      place,
    );
  }
}

/** The member that counts: the last one of the exact name, as JSON readers have it, else one of another case. */
function lastMember(
  members: readonly JsonMember[],
  name: string,
  reader: ValueReader,
): JsonMember | undefined {
  const exact = members.filter((member) => member.name === name);
  for (const member of exact.slice(0, -1)) {
    reader.report(
      'duplicate-property',
      localizableText('{0} stands here more than once: the last one counts.', name),
      {
        path: name,
        range: member.nameRange,
      },
    );
  }
  const last = exact.at(-1);
  if (last) return last;
  const other = members.findLast((member) => member.name.toLowerCase() === name.toLowerCase());
  if (other) {
    reader.report(
      'property-case',
      localizableText("'{0}' should be '{1}': other tools ignore it.", other.name, name),
      {
        path: name,
        range: other.nameRange,
      },
    );
  }
  return other;
}

/** A file without `profiles` has none, and the reason may be a letter. */
function reportMistypedProfiles(members: readonly JsonMember[], reader: ValueReader): void {
  for (const { name, nameRange } of members) {
    if (nearestNames(name, ['profiles']).length === 0) continue;
    const text = withSentence(
      localizableText("'{0}' is not known.", name),
      localizableText("Did you mean '{0}'?", 'profiles'),
    );
    reader.report('unknown-property', text, { path: name, range: nameRange, severity: 'warning' });
  }
}

function reportSyntaxErrors(errors: readonly JsonError[], text: string, reader: ValueReader): void {
  const conflicts = errors.length === 0 ? [] : mergeConflicts(text);
  for (const range of conflicts) {
    const words = localizableText('A merge conflict is not resolved here.');
    reader.report('invalid-json', words, { path: '', range });
  }
  // What else is wrong then is wrong because of it.
  if (conflicts.length > 0) return;
  for (const [index, { code, ...range }] of errors.entries()) {
    // What is missing first stands for all that is missing behind it: an open file lacks a brace for each level.
    if (errors[index - 1]?.offset === range.offset) continue;
    reader.report('invalid-json', syntaxErrorText(code, text), { path: '', range });
  }
}

function offsetOf(diagnostic: { range?: { offset: number } }): number {
  return diagnostic.range?.offset ?? 0;
}
