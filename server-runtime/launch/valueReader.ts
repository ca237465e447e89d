import type { Node } from 'jsonc-parser';
import { createDiagnostic } from './createDiagnostic.ts';
import type { DiagnosticCode } from './diagnosticCodes.ts';
import { lastName } from './jsonPath.ts';
import { rangeOf } from './jsonTree.ts';
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

  constructor(lineStarts: readonly number[]) {
    this.lineStarts = lineStarts;
  }

  /** Adds a finding at a place of the text. */
  report(
    code: DiagnosticCode,
    message: string,
    place: { path: string; range?: TextRange | undefined; severity?: DiagnosticSeverity },
  ): void {
    this.diagnostics.push(
      createDiagnostic(code, message, { ...place, lineStarts: this.lineStarts }),
    );
  }

  /** A string, or undefined when there is none that can be used. */
  string(node: Node | undefined, place: ValuePlace): string | undefined {
    if (node?.type !== 'string') return this.#refuse(node, 'a string', place);
    const text = String(node.value);
    if (!text.includes('\0')) return text;
    this.report('nul-character', `${lastName(place.path)} holds a NUL character.`, {
      ...place,
      range: rangeOf(node),
    });
    return undefined;
  }

  /** A boolean; `"true"` and `"false"` are accepted, in any case, as older templates wrote them. */
  boolean(node: Node | undefined, place: ValuePlace): boolean | undefined {
    if (node?.type === 'boolean') return Boolean(node.value);
    const text = node?.type === 'string' ? String(node.value).trim().toLowerCase() : '';
    if (node && (text === 'true' || text === 'false')) {
      const rejecting = place.readByDotnetRun
        ? '`dotnet run` of newer SDKs rejects the whole profile, and runs the app without it'
        : 'Visual Studio rejects the whole file';
      this.report(
        'quoted-boolean',
        `${lastName(place.path)} is a boolean in quotes: ${rejecting}. Write ${text} without quotes.`,
        { path: place.path, range: rangeOf(node) },
      );
      return text === 'true';
    }
    return this.#refuse(node, 'true or false', place);
  }

  /** A port, 0 to 65535; digits in quotes are accepted. */
  port(node: Node | undefined, place: ValuePlace): number | undefined {
    const isQuoted = node?.type === 'string' && /^\d{1,5}$/.test(String(node.value));
    if (node === undefined || !(node.type === 'number' || isQuoted)) {
      return this.#refuse(node, 'a port number', place);
    }
    const port = Number(node.value);
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
      this.report('port-range', `${lastName(place.path)} must be a port from 0 to 65535.`, {
        path: place.path,
        range: rangeOf(node),
      });
      return undefined;
    }
    if (isQuoted) {
      this.report('quoted-number', `Write ${port} without quotes.`, {
        path: place.path,
        range: rangeOf(node),
      });
    }
    return port;
  }

  #refuse(node: Node | undefined, wanted: string, place: ValuePlace): undefined {
    // A missing value is a syntax error, which has its own finding.
    if (node === undefined) return undefined;
    const at = { path: place.path, range: rangeOf(node) };
    const name = lastName(place.path);
    if (node.type === 'null') {
      this.report('null-value', `${name} is null, which other tools reject. Leave it out.`, at);
      return undefined;
    }
    this.report('wrong-type', `${name} must be ${wanted}, not ${nameOfType(node)}.`, {
      ...at,
      ...(place.severity && { severity: place.severity }),
    });
    return undefined;
  }
}

/** A JSON type in words: `a number`. */
export function nameOfType(node: Node): string {
  if (node.type === 'object' || node.type === 'array') return `an ${node.type}`;
  return node.type === 'null' ? 'null' : `a ${node.type}`;
}
