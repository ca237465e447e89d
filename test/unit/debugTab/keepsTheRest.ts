// What an edit may touch of a text, worked out without the code that edits.
import assert from 'node:assert/strict';
import { createScanner, type Node, parseTree } from 'jsonc-parser';
import type { LaunchSettingsEdit } from '../../../extension/core/documents/launchSettingsEdit.ts';
import type { LaunchSettings } from '../../../server-runtime/launch/model.ts';

interface Token {
  readonly text: string;
  readonly offset: number;
  readonly isComment: boolean;
}
interface Span {
  readonly offset: number;
  readonly length: number;
}

const [comma, lineComment, blockComment, lineBreak, blank, endOfFile] = [5, 12, 13, 14, 15, 17];

/** The tokens, comments among them; commas are not, for they come and go with what they part. */
function tokensOf(text: string, hasCommas = false): Token[] {
  const scanner = createScanner(text.replace(/^\uFEFF/, ' '));
  const tokens: Token[] = [];
  for (let kind: number = scanner.scan(); kind !== endOfFile; kind = scanner.scan()) {
    if ((kind === comma && !hasCommas) || kind === lineBreak || kind === blank) continue;
    const isComment = kind === lineComment || kind === blockComment;
    const offset = scanner.getTokenOffset();
    tokens.push({ text: text.slice(offset, offset + scanner.getTokenLength()), offset, isComment });
  }
  return tokens;
}

const treeOf = (text: string): Node =>
  parseTree(text.replace(/^\uFEFF/, ' '), [], { allowTrailingComma: true }) as Node;
const nameOf = (property: Node): string => String(property.children?.[0]?.value);
const keyOf = (property: Node): Node => property.children?.[0] as Node;
const valueOf = (property: Node | undefined): Node | undefined => property?.children?.[1];

/** The property that counts: the last of the exact name, else the last in another case. */
function find(object: Node | undefined, name: string, isAnyCase = true): Node | undefined {
  const isSame = (other: string) =>
    other === name || (isAnyCase && other.toLowerCase() === name.toLowerCase());
  const properties = object?.children ?? [];
  return (
    properties.findLast((property) => nameOf(property) === name) ??
    properties.findLast((property) => isSame(nameOf(property)))
  );
}

/** Names of all that stands among the profiles, and where each begins. */
export function namesAmongProfiles(text: string): { name: string; offset: number }[] {
  const properties = valueOf(find(treeOf(text), 'profiles'))?.children ?? [];
  return properties.map((property) => ({ name: nameOf(property), offset: property.offset }));
}

/** What may go: values and names that are replaced, properties that are taken away. */
function goingOf(text: string, settings: LaunchSettings, edit: LaunchSettingsEdit): Span[] {
  const root = treeOf(text);
  const properties = valueOf(find(root, 'profiles'))?.children ?? [];
  const profileAt = (index: number): Node => {
    const offset = settings.profiles[index]?.range.offset;
    return properties.find((property) => property.offset === offset) as Node;
  };
  switch (edit.kind) {
    case 'addProfile':
    case 'duplicateProfile':
      return [];
    case 'renameProfile':
      return [keyOf(profileAt(edit.profile))];
    case 'removeProfile':
      return [withTail(text, profileAt(edit.profile))];
    case 'moveProfile': {
      const places = [edit.profile, edit.to]
        .map(profileAt)
        .map((found) => properties.indexOf(found));
      const between = properties.slice(Math.min(...places), Math.max(...places) + 1);
      const [first, last] = [between[0] as Node, between.at(-1) as Node];
      const before = properties[properties.indexOf(first) - 1];
      const start = before ? before.offset + before.length : (first.parent?.parent?.offset ?? 0);
      return [{ offset: start, length: last.offset + last.length - start }];
    }
    case 'setValue': {
      let property: Node | undefined;
      let object: Node | undefined = root;
      for (const key of edit.path) {
        if (object?.type === 'null') return [object];
        property = find(object, key);
        object = valueOf(property);
      }
      return object ? [object] : [];
    }
    case 'setProfileValue':
    case 'renameProfileKey': {
      const profile = valueOf(profileAt(edit.profile));
      const [key = '', variable] = edit.path;
      const property = find(profile, key);
      if (variable === undefined) return partsOf(text, profile, key, edit);
      const variables = valueOf(property);
      if (variables?.type === 'null') return [variables];
      return partsOf(text, variables, variable, edit, false);
    }
  }
}

/** What of a property's place goes: its value, its name, or all that has the name. */
function partsOf(
  text: string,
  object: Node | undefined,
  name: string,
  edit: LaunchSettingsEdit,
  isAnyCase = true,
): Span[] {
  const counting = find(object, name, isAnyCase);
  if (!counting) return [];
  if (edit.kind === 'setProfileValue' && edit.value !== undefined)
    return [valueOf(counting) as Node];
  const isSame = (other: string) =>
    (isAnyCase ? other.toLowerCase() : other) === (isAnyCase ? name.toLowerCase() : name);
  const all = (object?.children ?? []).filter((property) => isSame(nameOf(property)));
  if (edit.kind !== 'renameProfileKey') return all.map((property) => withTail(text, property));
  const others = all.filter((property) => property !== counting);
  return [keyOf(counting), ...others.map((property) => withTail(text, property))];
}

/** A property with its comma and the comments behind it on its line, which are about it. */
function withTail(text: string, { offset, length }: Node): Span {
  const rest = text.slice(offset + length);
  const tail =
    /^(?:\s|\/\*[^]*?\*\/|\/\/[^\r\n]*)*,?(?:[ \t]|\/\*(?:(?!\*\/)[^\n])*\*\/)*(?:\/\/[^\r\n]*)?/.exec(
      rest,
    );
  const behind =
    rest.trimStart().startsWith(',') || tail?.[0].includes(',') ? tail?.[0] : undefined;
  const same = /^(?:[ \t]|\/\*(?:(?!\*\/)[^\n])*\*\/)*(?:\/\/[^\r\n]*)?/.exec(rest)?.[0] ?? '';
  return { offset, length: length + (behind ?? same).length };
}

/** Everything but what the edits are about is there as before, in its order, with the comments that belong to it. */
export function keepsTheRest(
  before: string,
  after: string,
  settings: LaunchSettings,
  edits: readonly LaunchSettingsEdit[],
): void {
  const told = `${JSON.stringify(before)}\n→ ${JSON.stringify(after)}\n${JSON.stringify(edits)}`;
  const going = edits.flatMap((edit) => goingOf(before, settings, edit));
  const isGoing = ({ offset }: Token): boolean =>
    going.some((span) => offset >= span.offset && offset < span.offset + span.length);
  const all = tokensOf(before);
  const kept = all.filter((token) => !isGoing(token)).map(({ text }) => text);
  const now = tokensOf(after);
  const texts = now.map(({ text }) => text);
  assert.equal(after.startsWith('\uFEFF'), before.startsWith('\uFEFF'), told);
  if (before.includes('\r\n')) assert.ok(!/(?<!\r)\n/.test(after), `bare line feed: ${told}`);
  else if (before.includes('\n')) assert.ok(!after.includes('\r'), `carriage return: ${told}`);
  // Strict readers refuse a comma behind the last property.
  if (!hasTrailingComma(before)) assert.ok(!hasTrailingComma(after), `trailing comma: ${told}`);
  const [edit] = edits;
  const isOne = edits.length === 1 && going.length <= 1;
  if (isOne) {
    // One new piece at one place.
    let [start, end] = [0, 0];
    while (start < kept.length && kept[start] === texts[start]) start++;
    while (end < kept.length - start && kept.at(-1 - end) === texts.at(-1 - end)) end++;
    assert.equal(start + end, kept.length, told);
    const isRemoval =
      edit?.kind === 'removeProfile' ||
      (edit?.kind === 'setProfileValue' && edit.value === undefined);
    const fresh = now.slice(start, now.length - end);
    if (isRemoval)
      assert.ok(
        fresh.every(({ isComment }) => isComment),
        told,
      );
  } else {
    let at = 0;
    for (const text of texts) if (text === kept[at]) at++;
    assert.equal(at, kept.length, told);
  }
  if (edit?.kind === 'moveProfile' || edit?.kind === 'duplicateProfile') {
    // Comments go with what they stand in.
    const slices = (text: string): string[] =>
      (valueOf(find(treeOf(text), 'profiles'))?.children ?? []).map(({ offset, length }) =>
        text.slice(offset, offset + length),
      );
    const [old, made] = [slices(before), slices(after)];
    const fresh = made.filter((slice) => !old.includes(slice));
    assert.ok(
      old.every((slice) => made.includes(slice)),
      told,
    );
    assert.equal(fresh.length, edit.kind === 'moveProfile' ? 0 : 1, told);
    const comments = (tokens: readonly Token[]): string[] =>
      tokens
        .filter(({ isComment }) => isComment)
        .map(({ text }) => text)
        .toSorted();
    if (edit.kind === 'moveProfile') assert.deepEqual(comments(now), comments(all), told);
  }
  const leads = leadsIn(after);
  for (const [comment, token] of leadsIn(before)) {
    const next = leads.get(comment);
    // What is moved keeps them, too.
    const isGone = isGoing(token) && edit?.kind !== 'moveProfile';
    if (next === undefined || isGone) continue;
    assert.equal(next.text, token.text, `${comment} is about something else: ${told}`);
  }
}

function hasTrailingComma(text: string): boolean {
  const tokens = tokensOf(text, true).filter(({ isComment }) => !isComment);
  return tokens.some(
    ({ text: word }, i) => word === ',' && /^[\]}]$/.test(tokens[i + 1]?.text ?? ''),
  );
}

/** Comments on lines of their own, each with what it leads to; those only that stand once. */
function leadsIn(text: string): Map<string, Token> {
  const tokens = tokensOf(text, true);
  const counts = new Map<string, number>();
  for (const { text: word } of tokens) counts.set(word, (counts.get(word) ?? 0) + 1);
  const leads = new Map<string, Token>();
  for (const [index, { text: word, offset, isComment }] of tokens.entries()) {
    const line = text.slice(text.lastIndexOf('\n', offset) + 1, offset);
    if (!isComment || line.trim() !== '' || counts.get(word) !== 1) continue;
    const next = tokens.slice(index).find((token) => !token.isComment);
    if (next?.text.startsWith('"')) leads.set(word, next);
  }
  return leads;
}
