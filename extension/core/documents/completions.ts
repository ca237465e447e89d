import { findNodeAtLocation, type JSONPath, parseTree } from 'jsonc-parser';

import { type CompletionPlace, placeAt } from './completionPlace.ts';

/** What completion needs of a JSON schema. */
export interface CompletionSchema {
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, CompletionSchema>>;
  readonly properties?: Readonly<Record<string, CompletionSchema>>;
  readonly additionalProperties?: CompletionSchema;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: boolean | number;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly examples?: readonly string[];
}

/** A key or a value that can stand at an offset. */
export interface Completion {
  readonly place: CompletionPlace;
  readonly label: string;
  /** What is compared with the text that gives way. */
  readonly filter: string;
  /** In VS Code's snippet syntax. */
  readonly snippet: string;
  readonly description: string | undefined;
}

/** What the schema lets stand at the offset; nothing in a file without `$schema`, which VS Code's JSON service completes. */
export function completions(text: string, offset: number, schema: CompletionSchema): Completion[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const named = root && findNodeAtLocation(root, ['$schema']);
  const place = placeAt(text, offset);
  if (!root || !named?.value || !place) return [];
  const { kind, path } = place;
  const comma = place.needsComma ? ',' : '';
  const here = schemaAt(schema, path);
  if (kind === 'value') {
    return valuesOf(here).map(([value, description]) => {
      const label = JSON.stringify(value);
      return { place, label, filter: label, snippet: label + comma, description };
    });
  }
  const taken = (findNodeAtLocation(root, path)?.children ?? [])
    .filter(({ offset: at }) => at !== place.range.offset)
    .map(({ children }) => String(children?.[0]?.value).toLowerCase());
  return Object.entries(here.properties ?? {})
    .filter(([label]) => !taken.includes(label.toLowerCase()))
    .map(([label, property]) => {
      const filter = JSON.stringify(label);
      const value = place.hasValue ? '' : `: ${valueSnippet(property)}${comma}`;
      return { place, label, filter, snippet: filter + value, description: property.description };
    });
}

/** The part of the schema that describes what is at the path; empty where nothing does. */
function schemaAt(root: CompletionSchema, path: JSONPath): CompletionSchema {
  let at = root;
  for (const segment of path) {
    const next = at.properties?.[segment] ?? at.additionalProperties ?? {};
    at = root.definitions?.[next.$ref?.replace('#/definitions/', '') ?? ''] ?? next;
  }
  return at;
}

function valuesOf(schema: CompletionSchema): [value: unknown, description: string | undefined][] {
  const values = schema.enum ?? schema.examples ?? (schema.type === 'boolean' ? [true, false] : []);
  return values.map((value, i) => [value, schema.enumDescriptions?.[i] ?? schema.description]);
}

/** What is written after a new key: what is usual there, or a choice, or a place to type. */
function valueSnippet(schema: CompletionSchema): string {
  switch (schema.type) {
    case 'boolean':
      // One writes it down to have what is not the default.
      return schema.default === true ? '${1|false,true|}' : '${1|true,false|}';
    case 'integer':
      return `\${1:${schema.default ?? 0}}`;
    case 'object':
      return '{\n\t$1\n}';
    default:
      if (!schema.enum) return '"$1"';
      return schema.enum.length === 1 ? `"${schema.enum[0]}"` : `"\${1|${schema.enum.join()}|}"`;
  }
}
