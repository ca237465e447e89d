import type { Node } from 'jsonc-parser';
import { isVariableName } from './isVariableName.ts';
import { childPath } from './jsonPath.ts';
import { membersOf, rangeOf } from './jsonTree.ts';
import { localizableText } from '../contracts/localizableText.ts';
import type { EnvironmentEntry } from './model.ts';
import { nameOfType, type ValuePlace, type ValueReader } from './valueReader.ts';

/** Reads `environmentVariables`: entries in file order, numbers and booleans as the text that stands there. */
export function parseEnvironment(
  node: Node | undefined,
  place: ValuePlace,
  reader: ValueReader,
): EnvironmentEntry[] {
  if (node === undefined) return [];
  if (node.type !== 'object') {
    reader.report(
      node.type === 'null' ? 'null-value' : 'wrong-type',
      localizableText('{0} must be an object, not {1}.', 'environmentVariables', nameOfType(node)),
      {
        path: place.path,
        range: rangeOf(node),
        ...(node.type !== 'null' && place.severity && { severity: place.severity }),
      },
    );
    return [];
  }
  let entries: EnvironmentEntry[] = [];
  const names = new Set<string>();
  for (const member of membersOf(node)) {
    const at = { path: childPath(place.path, member.name), range: member.nameRange };
    if (names.has(member.name)) {
      reader.report(
        'duplicate-property',
        localizableText('{0} is set more than once: the last one counts.', member.name),
        at,
      );
    }
    names.add(member.name);
    if (!isVariableName(member.name)) {
      reader.report(
        'environment-name',
        localizableText(
          "{0} cannot be the name of an environment variable, which is not empty and holds no '=' or NUL: it is left out.",
          JSON.stringify(member.name),
        ),
        at,
      );
      continue;
    }
    const value = readValue(member.node, { ...place, path: at.path }, reader);
    if (value === undefined || member.node === undefined) {
      // The last one counts, also as none.
      entries = entries.filter(({ name }) => name !== member.name);
      continue;
    }
    entries.push({
      name: member.name,
      value,
      range: member.range,
      nameRange: member.nameRange,
      valueRange: rangeOf(member.node),
    });
  }
  return entries;
}

function readValue(
  node: Node | undefined,
  place: ValuePlace,
  reader: ValueReader,
): string | undefined {
  if (node?.type !== 'number' && node?.type !== 'boolean') return reader.string(node, place);
  const value = reader.written(node);
  reader.report(
    'environment-value-type',
    localizableText(
      'The value must be a string for `dotnet run` and Visual Studio: write "{0}".',
      value,
    ),
    { path: place.path, range: rangeOf(node) },
  );
  return value;
}
