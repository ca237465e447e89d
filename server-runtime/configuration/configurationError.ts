/** Which rule a configuration breaks. */
export type ConfigurationErrorCode =
  /** Text that is not in the format of its source: JSON, command line, value of a number. */
  | 'format'
  /** A value that the caller passed is wrong. */
  | 'argument'
  /** A file that must be there is not. */
  | 'file-not-found'
  /** The call does not fit the state. */
  | 'invalid-operation';

/** A configuration source or value that cannot be used. */
export class ConfigurationError extends Error {
  /** `ConfigurationError`. */
  override readonly name = 'ConfigurationError';
  /** Which rule it is. */
  readonly code: ConfigurationErrorCode;

  /** The message names key or file. */
  constructor(code: ConfigurationErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
