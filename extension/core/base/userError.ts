export interface UserErrorOptions {
  /** Stable identifier, as `node-not-found`; for logs and tests. */
  readonly code?: string;
  /** What would help, one sentence each. */
  readonly help?: readonly string[];
}

/** Something that a person can act on: shown as it is, without a stack. Everything else that is thrown is a defect. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: string;
  readonly help: readonly string[];

  constructor(message: string, { code = 'user-error', help = [] }: UserErrorOptions = {}) {
    super(message);
    this.code = code;
    this.help = help;
  }
}
