/** What one suite leaves behind for the runner, as JSON. */
export interface SuiteResult {
  passed: number;
  failed: number;
  skipped: { name: string; reason: string }[];
}
