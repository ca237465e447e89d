import type { LaunchDiagnostic } from '../../launch/model.ts';

/** A result of a command as `--json` prints it: its findings in English only. */
export function jsonOf(result: { readonly diagnostics: readonly LaunchDiagnostic[] }): string {
  const diagnostics = result.diagnostics.map((finding) => ({ ...finding, text: undefined }));
  return JSON.stringify({ ...result, diagnostics }, undefined, 2);
}
