const brand = Symbol.for('server-profiles.BadHttpRequestError');

/** The client's request breaks a rule or a limit. Left unhandled, the server answers with {@link statusCode}. */
export class BadHttpRequestError extends Error {
  /** `BadHttpRequestError`. */
  override readonly name = 'BadHttpRequestError';
  /** What the client is told, as 400 or 413. */
  readonly statusCode: number;

  /** The message is for the log; the client gets the status code alone: 400 unless given. */
  constructor(message: string, statusCode = 400) {
    super(message);
    this.statusCode = statusCode;
    Object.defineProperty(this, brand, { value: true });
  }

  /** True for such an error of any copy of the runtime. */
  static is(error: unknown): error is BadHttpRequestError {
    return typeof error === 'object' && error !== null && brand in error;
  }
}
