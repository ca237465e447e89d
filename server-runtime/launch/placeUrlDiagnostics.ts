import { createDiagnostic } from './createDiagnostic.ts';
import type { DiagnosticCode } from './diagnosticCodes.ts';
import type { LaunchDiagnostic, TextRange } from './model.ts';

/** Where the text that the findings are about stands in the file. */
export interface UrlTextPlace {
  readonly path: string;
  /** The string literal with its quotes. Absent when the text is not in the file. */
  readonly range?: TextRange | undefined;
  readonly lineStarts: readonly number[];
  /** The worst that a finding may be. Default `error`. */
  readonly worst?: 'error' | 'warning';
}

/**
 * Turns findings whose ranges are within a URL text into findings of the file. When the literal holds escapes, or the
 * text is an expanded one, offsets do not correspond, and the whole literal is marked.
 */
export function placeUrlDiagnostics(
  diagnostics: readonly LaunchDiagnostic[],
  text: string,
  place: UrlTextPlace,
): LaunchDiagnostic[] {
  const { path, range, lineStarts, worst = 'error' } = place;
  const isVerbatim = range !== undefined && range.length === text.length + 2;
  return diagnostics.map((diagnostic) => {
    const inner = diagnostic.range;
    const placed =
      isVerbatim && inner
        ? { offset: range.offset + 1 + inner.offset, length: inner.length }
        : range;
    return createDiagnostic(diagnostic.code as DiagnosticCode, diagnostic.text, {
      path,
      range: placed,
      lineStarts,
      severity: diagnostic.severity === 'error' ? worst : diagnostic.severity,
    });
  });
}
