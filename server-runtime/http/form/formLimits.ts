/** How much form a request may carry. Over a limit, reading rejects with a BadHttpRequestError (413). */
export interface FormLimits {
  /** Fields and files together. */
  readonly valueCount: number;
  /** Of a name, in characters. */
  readonly keyLength: number;
  /** Of a value, in characters; files do not count. */
  readonly valueLength: number;
  /** Of the whole body, in bytes. */
  readonly bodyLength: number;
  /** From this size on, in bytes, a file is kept on disk until the end of the request. */
  readonly memoryThreshold: number;
}

/** The limits of ASP.NET Core's FormOptions. */
export const defaultFormLimits: FormLimits = {
  valueCount: 1024,
  keyLength: 2048,
  valueLength: 4 * 1024 * 1024,
  bodyLength: 128 * 1024 * 1024,
  memoryThreshold: 64 * 1024,
};
