/** Header fields: names match whatever their case, repeated values are kept apart, order is kept (RFC 9110 §5). */
export interface IHeaderDictionary {
  /** True once the response has started, and for a request's headers in some servers; changes then throw. */
  readonly isReadOnly: boolean;
  /** The values of a field joined by `, `, or undefined. `Set-Cookie` values must be read by {@link getAll}. */
  get(name: string): string | undefined;
  /** Each value as sent; empty when the field is absent. */
  getAll(name: string): readonly string[];
  /** True when there is a line of that name, whatever its case. */
  has(name: string): boolean;
  /** Replaces the field. */
  set(name: string, value: string | number | readonly string[]): void;
  /** Adds a value, as a field line of its own. */
  append(name: string, value: string): void;
  /** True when there was one. */
  delete(name: string): boolean;
  /** Takes out every line. Throws when read-only. */
  clear(): void;
  /** Name and value, one entry per field line; names as first written. */
  [Symbol.iterator](): Iterator<[string, string]>;
}
