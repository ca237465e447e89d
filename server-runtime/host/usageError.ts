/** The command line is wrong: one line that says what was wrong and what would be right. Ends the process with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
