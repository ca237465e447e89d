import { printParseErrorCode, visit, type ParseErrorCode } from 'jsonc-parser';
import { joinPath } from '../configurationPath.ts';
import { ConfigurationError } from '../configurationError.ts';
import { SettingsMap } from '../configurationProvider.ts';

/** An object or array that has begun and not ended. */
interface Container {
  readonly isArray: boolean;
  count: number;
}

/**
 * The settings of a JSON text: objects and arrays are parts of the key. Comments and trailing commas are fine. Throws a
 * ConfigurationError for text that is not JSON, a root that is not an object, and a key that is there twice.
 */
export function readJson(text: string): SettingsMap {
  const settings = new SettingsMap();
  const parts: string[] = [];
  const open: Container[] = [];

  /** Within an array, its index is the part of the key that an object gets from a property's name. */
  const enter = (): void => {
    const parent = open.at(-1);
    if (parent?.isArray) parts.push(String(parent.count++));
  };
  const add = (value: string | null): void => {
    const key = joinPath(...parts);
    if (settings.has(key)) {
      throw new ConfigurationError('format', `A duplicate key '${key}' was found.`);
    }
    settings.set(key, value);
  };
  const begin = (isArray: boolean): void => {
    enter();
    open.push({ isArray, count: 0 });
  };
  const end = (): void => {
    const container = open.pop();
    if (container === undefined || open.length === 0) return;
    // An empty object or array is there, though it holds nothing.
    if (container.count === 0) add(container.isArray ? '' : null);
    parts.pop();
  };

  visit(
    text,
    {
      onObjectBegin: () => begin(false),
      onObjectProperty: (name) => {
        parts.push(name);
        (open.at(-1) as Container).count++;
      },
      onObjectEnd: end,
      onArrayBegin: (_offset, _length, line) => {
        if (open.length === 0) throw notAnObject('Array', line);
        begin(true);
      },
      onArrayEnd: end,
      onLiteralValue: (value: unknown, offset, length, line) => {
        if (open.length === 0) throw notAnObject(literalKind(value), line);
        enter();
        add(literalText(value, text.slice(offset, offset + length)));
        parts.pop();
      },
      onError: (code, _offset, _length, line, character) => {
        throw cannotParse(code, line, character);
      },
    },
    { allowTrailingComma: true },
  );
  return settings;
}

function literalText(value: unknown, source: string): string | null {
  if (typeof value === 'string') return value;
  if (value === null) return null;
  // Numbers as written; booleans as .NET prints them, which every source of settings agrees on.
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : source;
}

function literalKind(value: unknown): string {
  if (value === null) return 'Null';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? 'String' : 'Number';
}

function notAnObject(kind: string, line: number): ConfigurationError {
  return new ConfigurationError(
    'format',
    `Top-level JSON element must be an object. Instead, '${kind}' was found in line ${line + 1}.`,
  );
}

function cannotParse(code: ParseErrorCode, line: number, character: number): ConfigurationError {
  const where = `line ${line + 1}, column ${character + 1}`;
  return new ConfigurationError(
    'format',
    `Could not parse the JSON file. Error in ${where}: ${printParseErrorCode(code)}.`,
  );
}
