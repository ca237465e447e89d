import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { localizableText } from '../../../server-runtime/contracts/localizableText.ts';
import type { TextRange } from '../../../server-runtime/launch/model.ts';
import { UserError } from '../base/userError.ts';
import {
  insertProperty,
  moveProperty,
  removeProperty,
  renameProperty,
  replaceValue,
} from './jsonEdits.ts';
import type { TextEdit } from './textEdit.ts';

/** A change that a person makes to a launchSettings.json. Profiles are counted from 0 in file order. */
export type LaunchSettingsEdit =
  /** Sets a value of a profile, as `['environmentVariables', 'NAME']`; undefined removes it. */
  | { kind: 'setProfileValue'; profile: number; path: readonly string[]; value: unknown }
  /** Gives a property of a profile another name, keeping its place, as an environment variable. */
  | { kind: 'renameProfileKey'; profile: number; path: readonly string[]; name: string }
  /** Sets a value outside the profiles, as `['iisSettings', 'iisExpress', 'sslPort']`; undefined removes it. */
  | { kind: 'setValue'; path: readonly string[]; value: unknown }
  | { kind: 'addProfile'; name: string; profile: Readonly<Record<string, unknown>> }
  /** Puts a copy, comments included, right after the original. */
  | { kind: 'duplicateProfile'; profile: number; name: string }
  | { kind: 'renameProfile'; profile: number; name: string }
  | { kind: 'moveProfile'; profile: number; to: number }
  | { kind: 'removeProfile'; profile: number };

/** Where Visual Studio writes a property among the others; what is not listed goes last. */
const propertyOrder = [
  'commandName',
  'executablePath',
  'commandLineArgs',
  'workingDirectory',
  'dotnetRunMessages',
  'launchBrowser',
  'launchUrl',
  'environmentVariables',
  'applicationUrl',
];

/**
 * The one replacement in the text that makes the edit; everything else stays byte for byte.
 * An empty text is taken for a file that is yet to be written. `profile`: where the object of the profile stands, when the
 * text is known to be JSON; then nothing else is parsed.
 * @throws UserError when the text is not JSON, or what the edit names is not there.
 */
export function editLaunchSettings(
  text: string,
  edit: LaunchSettingsEdit,
  profile?: TextRange,
): TextEdit {
  if (text.trim() === '') return fillEmpty(text, edit);
  const part = profile && parsePart(text, profile);
  if (part && edit.kind === 'setProfileValue') return setValue(text, part, edit.path, edit.value);
  if (part && edit.kind === 'renameProfileKey') return renameKey(text, part, edit.path, edit.name);
  const root = parseRoot(text);
  switch (edit.kind) {
    case 'setValue':
      return setValue(text, root, edit.path, edit.value, findKnown);
    case 'setProfileValue':
      return setValue(text, valueOf(profileAt(root, edit.profile)), edit.path, edit.value);
    case 'renameProfileKey':
      return renameKey(text, valueOf(profileAt(root, edit.profile)), edit.path, edit.name);
    case 'addProfile':
      return addProfile(text, root, edit.name, edit.profile);
    case 'duplicateProfile':
      return duplicateProfile(text, root, edit.profile, edit.name);
    case 'renameProfile':
      requireNewName(root, edit.name, edit.profile);
      return renameProperty(text, profileAt(root, edit.profile), edit.name);
    case 'moveProfile':
      return moveProperty(text, profilesOf(root), edit.profile, edit.to);
    case 'removeProfile':
      return removeProperty(text, profilesOf(root), profileAt(root, edit.profile));
  }
}

function parseRoot(text: string): Node {
  const errors: ParseError[] = [];
  // The parser takes a byte order mark for an unknown symbol; a blank in its place keeps every offset.
  const source = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const root = parseTree(source, errors, { allowTrailingComma: true });
  const first = errors[0];
  if (first) {
    const line = text.slice(0, first.offset).split('\n').length;
    throw new UserError(
      localizableText(
        'The settings cannot be edited here: line {0} is not valid JSON. Fix it in the text first.',
        line,
      ),
      { code: 'settings-not-json' },
    );
  }
  if (root?.type !== 'object') {
    throw new UserError(
      localizableText(
        'The settings cannot be edited here: the file must hold an object, { "profiles": { … } }.',
      ),
      { code: 'settings-not-object' },
    );
  }
  return root;
}

/** The object at a place of a text that is JSON, with offsets in that text. */
function parsePart(text: string, { offset, length }: TextRange): Node | undefined {
  const node = parseTree(text.slice(offset, offset + length), [], { allowTrailingComma: true });
  if (node?.type !== 'object' || node.length !== length) return undefined;
  const move = (part: Node): Node => ({
    type: part.type,
    value: part.value as unknown,
    offset: part.offset + offset,
    length: part.length,
    ...(part.children && { children: part.children.map(move) }),
  });
  return move(node);
}

function setValue(
  text: string,
  root: Node,
  path: readonly string[],
  value: unknown,
  findIn = find,
): TextEdit {
  let object = root;
  for (const [depth, key] of path.entries()) {
    // Null is read as if nothing stood there.
    if (object.type === 'null') {
      return value === undefined
        ? nothing
        : replaceValue(text, object, nested(path.slice(depth), value));
    }
    if (object.type !== 'object') {
      throw new UserError(
        localizableText(
          '"{0}" must be an object to hold "{1}".',
          path.slice(0, depth).join('.'),
          key,
        ),
        { code: 'not-an-object' },
      );
    }
    const property = findIn(object, key);
    if (!property)
      return value === undefined
        ? nothing
        : insertAlongPath(text, object, path.slice(depth), value);
    if (depth === path.length - 1) {
      return value === undefined
        ? removeProperty(text, object, property)
        : replaceValue(text, valueOf(property), value);
    }
    object = valueOf(property);
  }
  throw new RangeError('A path names at least one property.');
}

/** No change at all. */
const nothing: TextEdit = { offset: 0, length: 0, text: '' };

function insertAlongPath(
  text: string,
  object: Node,
  path: readonly string[],
  value: unknown,
): TextEdit {
  const [key, ...rest] = path as [string, ...string[]];
  return insertProperty(text, object, key, nested(rest, value), placeOf(object, key));
}

/** A value inside the objects that lead to it. */
function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
}

/** Right after the last property that comes before the key in the usual order; at the end for other keys. */
function placeOf(object: Node, key: string): number {
  const properties = object.children ?? [];
  const rank = propertyOrder.indexOf(key);
  if (rank < 0) return properties.length;
  const before = properties.findLastIndex((property) => {
    const other = propertyOrder.indexOf(nameOf(property));
    return other >= 0 && other < rank;
  });
  return before + 1;
}

function renameKey(text: string, root: Node, path: readonly string[], name: string): TextEdit {
  const object = path.slice(0, -1).reduce((node, key) => valueOf(requireProperty(node, key)), root);
  const key = path.at(-1) as string;
  if (name !== key && find(object, name))
    throw new UserError(localizableText('"{0}" is already there. Choose another name.', name), {
      code: 'name-taken',
    });
  return renameProperty(text, requireProperty(object, key), name);
}

function addProfile(
  text: string,
  root: Node,
  name: string,
  profile: Readonly<Record<string, unknown>>,
): TextEdit {
  requireNewName(root, name);
  const profiles = findKnown(root, 'profiles');
  if (!profiles) return insertProperty(text, root, 'profiles', { [name]: profile });
  return insertProperty(text, profilesOf(root), name, profile);
}

function duplicateProfile(text: string, root: Node, index: number, name: string): TextEdit {
  requireNewName(root, name);
  const property = profileAt(root, index);
  const value = valueOf(property);
  const copy = text.slice(value.offset, value.offset + value.length);
  // Insert a placeholder where a new profile goes, then let it hold the original's own text.
  const edit = insertProperty(text, profilesOf(root), name, 0, index + 1);
  const placeholder = `${JSON.stringify(name)}: 0`;
  return { ...edit, text: edit.text.replace(placeholder, () => placeholder.slice(0, -1) + copy) };
}

function requireNewName(root: Node, name: string, except?: number): void {
  if (name.trim() === '')
    throw new UserError(localizableText('A profile needs a name.'), { code: 'name-empty' });
  const profiles = findKnown(root, 'profiles');
  const same = (profiles ? (valueOf(profiles).children ?? []) : []).find(
    (property, i) => i !== except && nameOf(property).toLowerCase() === name.toLowerCase(),
  );
  // `dotnet run` looks names up whatever their case, and fails on two that differ only by it.
  if (same)
    throw new UserError(
      localizableText('There is a profile "{0}" already. Choose another name.', nameOf(same)),
      {
        code: 'name-taken',
      },
    );
}

function fillEmpty(text: string, edit: LaunchSettingsEdit): TextEdit {
  const content =
    edit.kind === 'addProfile'
      ? { profiles: { [edit.name]: edit.profile } }
      : edit.kind === 'setValue'
        ? nested(edit.path, edit.value)
        : undefined;
  if (!content)
    throw new UserError(localizableText('There is no profile yet. Add one first.'), {
      code: 'no-profile',
    });
  return { offset: 0, length: text.length, text: `${JSON.stringify(content, undefined, 2)}\n` };
}

function profilesOf(root: Node): Node {
  const property = findKnown(root, 'profiles');
  const value = property && valueOf(property);
  if (value?.type !== 'object')
    throw new UserError(
      localizableText('"profiles" must be an object: { "name": { "commandName": "Project" } }.'),
      {
        code: 'not-an-object',
      },
    );
  return value;
}

function profileAt(root: Node, index: number): Node {
  const property = profilesOf(root).children?.[index];
  if (!property)
    throw new UserError(localizableText('That profile is no longer in the file.'), {
      code: 'profile-gone',
    });
  return property;
}

/** The last of the properties with the name: the one that counts when a name stands twice. */
function find(object: Node, name: string): Node | undefined {
  return object.children?.findLast((property) => nameOf(property) === name);
}

/** The same for keys that are known in any case, as they are read: one in another case counts where none is exact. */
function findKnown(object: Node, name: string): Node | undefined {
  const folded = name.toLowerCase();
  return (
    find(object, name) ??
    object.children?.findLast((property) => nameOf(property).toLowerCase() === folded)
  );
}

function requireProperty(object: Node, name: string): Node {
  const property = find(object, name);
  if (!property)
    throw new UserError(localizableText('"{0}" is no longer in the file.', name), {
      code: 'property-gone',
    });
  return property;
}

function nameOf(property: Node): string {
  return String(property.children?.[0]?.value);
}

function valueOf(property: Node): Node {
  const value = property.children?.[1];
  if (!value)
    throw new UserError(localizableText('"{0}" has no value.', nameOf(property)), {
      code: 'not-an-object',
    });
  return value;
}
