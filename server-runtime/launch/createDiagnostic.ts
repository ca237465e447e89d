import { diagnosticCodes, type DiagnosticCode } from './diagnosticCodes.ts';
import { inEnglish, type LocalizableText } from '../contracts/localizableText.ts';
import { positionAt } from './lineStarts.ts';
import type { DiagnosticSeverity, LaunchDiagnostic, TextRange } from './model.ts';

/** Where a finding stands. */
export interface DiagnosticPlace {
  /** As `profiles.web.applicationUrl`; default empty: the file, or the launch, as a whole. */
  readonly path?: string;
  readonly range?: TextRange | undefined;
  /** Needed for line and column. */
  readonly lineStarts?: readonly number[];
  /** Default: the catalogue's. */
  readonly severity?: DiagnosticSeverity;
}

/** A finding of the catalogue, placed. */
export function createDiagnostic(
  code: DiagnosticCode,
  text: LocalizableText,
  place: DiagnosticPlace = {},
): LaunchDiagnostic {
  const { path = '', range, lineStarts, severity = diagnosticCodes[code] } = place;
  return {
    severity,
    code,
    message: inEnglish(text),
    text,
    path,
    ...(range && { range }),
    ...(range && lineStarts && positionAt(lineStarts, range.offset)),
  };
}
