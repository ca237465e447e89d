import type { Node } from 'jsonc-parser';
import { createDiagnostic } from './createDiagnostic.ts';
import type { DiagnosticCode } from './diagnosticCodes.ts';
import { lastName } from './jsonPath.ts';
import { rangeOf } from './jsonTree.ts';
import {
  localizableText,
  withSentence,
  type LocalizableText,
  type TextValue,
} from '../contracts/localizableText.ts';
import type { DiagnosticSeverity, LaunchDiagnostic, TextRange } from './model.ts';

/** Where a value stands and how bad it is when its type is wrong. */
export interface ValuePlace {
  readonly path: string;
  /** Default `error`. */
  readonly severity?: DiagnosticSeverity;
  /** Appended to findings about values that we accept and `dotnet run` does not. */
  readonly readByDotnetRun?: boolean;
}

/** Reads typed values out of JSON nodes: lenient where the meaning is plain, with a finding for every doubt. */
export class ValueReader {
  readonly diagnostics: LaunchDiagnostic[] = [];
  readonly lineStarts: readonly number[];
  readonly #text: string;

  /** @param text what the nodes were parsed from */
  constructor(text: string, lineStarts: readonly number[]) {
    this.#text = text;
    this.lineStarts = lineStarts;
  }

  /** A value as the text has it: `1.0`, which is 1 by the time it is a number. */
  written({ offset, length }: Node): string {
    return this.#text.slice(offset, offset + length);
  }

  /** Adds a finding at a place of the text. */
  report(
    code: DiagnosticCode,
    text: LocalizableText,
    place: { path: string; range?: TextRange | undefined; severity?: DiagnosticSeverity },
  ): void {
    this.diagnostics.push(createDiagnostic(code, text, { ...place, lineStarts: this.lineStarts }));
  }

  /** A string, or undefined when there is none that can be used. */
  string(node: Node | undefined, place: ValuePlace): string | undefined {
    if (node?.type !== 'string') return this.#refuse(node, localizableText('a string'), place);
    const text = String(node.value);
    if (!text.includes('\0')) return text;
    this.report(
      'nul-character',
      localizableText('{0} holds a NUL character.', lastName(place.path)),
      {
        ...place,
        range: rangeOf(node),
      },
    );
    return undefined;
  }

  /** A boolean; `"true"` and `"false"` are accepted, in any case, as older templates wrote them. */
  boolean(node: Node | undefined, place: ValuePlace): boolean | undefined {
    if (node?.type === 'boolean') return Boolean(node.value);
    const text = node?.type === 'string' ? String(node.value).trim().toLowerCase() : '';
    if (node && (text === 'true' || text === 'false')) {
      const name = lastName(place.path);
      const rejected = place.readByDotnetRun
        ? localizableText(
            '{0} is a boolean in quotes: `dotnet run` of newer SDKs rejects the whole profile, and runs the app without it.',
            name,
          )
        : localizableText(
            '{0} is a boolean in quotes: Visual Studio rejects the whole file.',
            name,
          );
      const mend = localizableText('Write {0} without quotes.', text);
      const at = { path: place.path, range: rangeOf(node) };
      this.report('quoted-boolean', withSentence(rejected, mend), at);
      return text === 'true';
    }
    return this.#refuse(node, localizableText('true or false'), place);
  }

  /** A port, 0 to 65535; digits in quotes are accepted. */
  port(node: Node | undefined, place: ValuePlace): number | undefined {
    const isQuoted = node?.type === 'string' && /^\d{1,5}$/.test(String(node.value));
    if (node === undefined || !(node.type === 'number' || isQuoted)) {
      return this.#refuse(node, localizableText('a port number'), place);
    }
    const port = Number(node.value);
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
      this.report(
        'port-range',
        localizableText('{0} must be a port from 0 to 65535.', lastName(place.path)),
        {
          path: place.path,
          range: rangeOf(node),
        },
      );
      return undefined;
    }
    if (isQuoted) {
      this.report('quoted-number', localizableText('Write {0} without quotes.', port), {
        path: place.path,
        range: rangeOf(node),
      });
    }
    return port;
  }

  #refuse(node: Node | undefined, wanted: LocalizableText, place: ValuePlace): undefined {
    // A missing value is a syntax error, which has its own finding.
    if (node === undefined) return undefined;
    const at = { path: place.path, range: rangeOf(node) };
    const name = lastName(place.path);
    if (node.type === 'null') {
      this.report(
        'null-value',
        localizableText('{0} is null, which other tools reject. Leave it out.', name),
        at,
      );
      return undefined;
    }
    this.report(
      'wrong-type',
      localizableText('{0} must be {1}, not {2}.', name, wanted, nameOfType(node)),
      {
        ...at,
        ...(place.severity && { severity: place.severity }),
      },
    );
    return undefined;
  }
}

const typeNames: Readonly<Record<Node['type'], TextValue>> = {
  object: localizableText('an object'),
  array: localizableText('an array'),
  string: localizableText('a string'),
  number: localizableText('a number'),
  boolean: localizableText('a boolean'),
  // Stands for itself.
  null: 'null',
  property: 'property',
};

/** A JSON type in words: `a number`. */
export function nameOfType(node: Node): TextValue {
  return typeNames[node.type];
}
