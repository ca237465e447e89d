import { findNodeAtLocation, type JSONPath, parseTree } from 'jsonc-parser';

import { type CompletionPlace, placeAt } from './completionPlace.ts';

/** What completion needs of a JSON schema. */
export interface CompletionSchema {
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, CompletionSchema>>;
  readonly properties?: Readonly<Record<string, CompletionSchema>>;
  readonly additionalProperties?: CompletionSchema;
  /** What a value is meant to be: the schema rejects none. */
  readonly if?: CompletionSchema;
  readonly type?: string;
  readonly description?: string;
  readonly default?: boolean | number;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly examples?: readonly string[];
  readonly defaultSnippets?: readonly SchemaSnippet[];
}

interface SchemaSnippet {
  readonly label: string;
  readonly description: string;
  readonly body: unknown;
}

/** A value that no schema can know, as a port that is free. */
export interface SuggestedValue {
  readonly value: string | number;
  readonly description: string;
  /** Whether a new property begins with it. */
  readonly isUsual?: boolean;
}

/** What such values a property has, by its path. */
export type SuggestValues = (path: JSONPath) => readonly SuggestedValue[];

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

/** What the schema lets stand at the offset, in its order. */
export function completions(
  text: string,
  offset: number,
  schema: CompletionSchema,
  suggest: SuggestValues = () => [],
): Completion[] {
  if (text.trim() === '') return wholeFiles(text, offset, schema);
  const root = parseTree(text);
  const place = placeAt(text, offset);
  if (!root || !place) return [];
  const { kind, path } = place;
  const comma = place.needsComma ? ',' : '';
  const here = schemaAt(schema, path);
  if (kind === 'value') return valuesAt(place, here, suggest(path));
  const taken = (findNodeAtLocation(root, path)?.children ?? [])
    .filter(({ offset: at }) => at !== place.range.offset)
    .map(({ children }) => String(children?.[0]?.value).toLowerCase());
  const known = Object.entries(here.properties ?? {})
    .filter(([label]) => !taken.includes(label.toLowerCase()))
    .map(([label, property]) => {
      const filter = JSON.stringify(label);
      const usual = suggest([...path, label]).find(({ isUsual }) => isUsual);
      const written = usual ? usualSnippet(usual.value) : valueSnippet(resolve(schema, property));
      const value = place.hasValue ? '' : `: ${written}${comma}`;
      return {
        ...{ place, label, filter, snippet: escapeSnippet(filter) + value },
        description: property.description,
      };
    });
  const members = here.additionalProperties && resolve(schema, here.additionalProperties);
  const named = place.hasValue ? [] : (members?.defaultSnippets ?? []);
  return [
    ...known,
    ...named.map(({ label, description, body }) => ({
      ...{ place, label, filter: JSON.stringify(label), description },
      snippet: namedSnippet(body) + comma,
    })),
  ];
}

function valuesAt(
  place: CompletionPlace,
  here: CompletionSchema,
  suggested: readonly SuggestedValue[],
): Completion[] {
  const comma = place.needsComma ? ',' : '';
  const values = [
    ...suggested.map(({ value, description }) => [value, description] as const),
    ...valuesOf(here),
  ].map(([value, description]) => {
    const label = JSON.stringify(value);
    return { place, label, filter: label, snippet: escapeSnippet(label) + comma, description };
  });
  const snippets = (here.defaultSnippets ?? []).map(({ label, description, body }) => ({
    ...{ place, label, filter: label, description },
    snippet: snippetOf(body) + comma,
  }));
  return [...values, ...snippets];
}

/** A file that is still empty gets a profile to begin with. The editor takes nothing that replaces more than one line. */
function wholeFiles(text: string, offset: number, schema: CompletionSchema): Completion[] {
  const profile = schemaAt(schema, ['profiles', '']);
  const before = /[^\r\n]*$/.exec(text.slice(0, offset))?.[0].length ?? 0;
  const behind = /^[^\r\n]*/.exec(text.slice(offset))?.[0].length ?? 0;
  const range = { offset: offset - before, length: before + behind };
  const place: CompletionPlace = {
    ...{ kind: 'value', path: [], range },
    ...{ hasValue: false, needsComma: false, missingComma: undefined },
  };
  return (profile.defaultSnippets ?? []).map(({ label, description, body }) => ({
    ...{ place, label, filter: label, description },
    snippet: `{\n\t"profiles": {\n\t\t${namedSnippet(body).replaceAll('\n', '\n\t\t')}\n\t}\n}`,
  }));
}

/** The part of the schema that describes what is at the path; empty where nothing does. */
function schemaAt(root: CompletionSchema, path: JSONPath): CompletionSchema {
  let at = root;
  for (const segment of path) {
    at = resolve(root, propertyOf(at, String(segment)) ?? at.additionalProperties ?? {});
  }
  return at;
}

/** Keys are read in any case. */
function propertyOf(
  { properties = {} }: CompletionSchema,
  key: string,
): CompletionSchema | undefined {
  const name = Object.keys(properties).find((one) => one.toLowerCase() === key.toLowerCase());
  return name === undefined ? undefined : properties[name];
}

/** With what it refers to, and with what its values are meant to be. */
function resolve(root: CompletionSchema, schema: CompletionSchema): CompletionSchema {
  const target = root.definitions?.[schema.$ref?.replace('#/definitions/', '') ?? ''] ?? schema;
  return { ...target, ...target.if };
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
    default: {
      const values = schema.enum ?? schema.examples;
      if (!values) return '"$1"';
      return values.length === 1 ? `"${values[0]}"` : `"\${1|${values.join()}|}"`;
    }
  }
}

function usualSnippet(value: string | number): string {
  const text = `\${1:${escapeSnippet(String(value))}}`;
  return typeof value === 'string' ? `"${text}"` : text;
}

function snippetOf(body: unknown): string {
  return JSON.stringify(body, undefined, '\t');
}

/** A new property: its name is asked for first, so what the value asks for comes after it. */
function namedSnippet(body: unknown): string {
  const value = snippetOf(body).replaceAll(
    /\$(\{?)(\d+)/g,
    (_, brace: string, stop: string) => `$${brace}${Number(stop) + 1}`,
  );
  return `"\${1:web}": ${value}`;
}

function escapeSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, String.raw`\$&`);
}
