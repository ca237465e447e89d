/** What one suite leaves behind for the runner, as JSON. */
export interface SuiteResult {
  passed: number;
  failed: number;
  /** What failed and why, for people. */
  report: string[];
  skipped: { name: string; reason: string }[];
}
