import type { IHeaderDictionary } from './headers.ts';

// RFC 9110 §5.1: a field name is a token.
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Names that have passed: apps use the same few again and again. */
const knownNames = new Set<string>();
const maxKnownNames = 256;

/**
 * Header fields in one flat array, name and value in turn. Requests and responses carry few of them, so a scan that
 * compares lengths first beats a map, keeps the order, and gives a server the lines to send as they are.
 */
export class HeaderDictionary implements IHeaderDictionary {
  #lines: string[];
  #isReadOnly = false;

  /** Takes over lines that a server has parsed, name and value in turn, unchecked. */
  constructor(lines: string[] = []) {
    this.#lines = lines;
  }

  get isReadOnly(): boolean {
    return this.#isReadOnly;
  }

  /** Name and value in turn, as they go over the wire. Not a copy: for servers to read. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** From here on, changes throw. */
  freeze(): void {
    this.#isReadOnly = true;
  }

  /** Starts over with other lines, unchecked: for servers that use one dictionary for many requests. */
  reset(lines: string[] = []): void {
    this.#lines = lines;
    this.#isReadOnly = false;
  }

  get(name: string): string | undefined {
    const lines = this.#lines;
    const first = this.#find(name, 0);
    if (first < 0) return undefined;
    let value = lines[first + 1] as string;
    for (let i = this.#find(name, first + 2); i >= 0; i = this.#find(name, i + 2)) {
      value += `, ${lines[i + 1]}`;
    }
    return value;
  }

  getAll(name: string): readonly string[] {
    const values: string[] = [];
    for (let i = this.#find(name, 0); i >= 0; i = this.#find(name, i + 2)) {
      values.push(this.#lines[i + 1] as string);
    }
    return values;
  }

  has(name: string): boolean {
    return this.#find(name, 0) >= 0;
  }

  set(name: string, value: string | number | readonly string[]): void {
    this.#checkWritable();
    if (typeof value === 'object') {
      for (const one of value) checkValue(one);
      this.delete(name);
      for (const one of value) this.append(name, one);
      return;
    }
    const text = typeof value === 'string' ? value : String(value);
    checkValue(text);
    const first = this.#find(name, 0);
    if (first < 0) {
      checkName(name);
      this.#lines.push(name, text);
      return;
    }
    this.#removeFrom(name, first + 2);
    this.#lines[first + 1] = text;
  }

  append(name: string, value: string): void {
    this.#checkWritable();
    checkName(name);
    checkValue(value);
    this.#lines.push(name, value);
  }

  delete(name: string): boolean {
    this.#checkWritable();
    return this.#removeFrom(name, 0);
  }

  clear(): void {
    this.#checkWritable();
    this.#lines = [];
  }

  *[Symbol.iterator](): Iterator<[string, string]> {
    const lines = this.#lines;
    for (let i = 0; i < lines.length; i += 2) yield [lines[i] as string, lines[i + 1] as string];
  }

  #removeFrom(name: string, start: number): boolean {
    let isFound = false;
    for (let i = this.#find(name, start); i >= 0; i = this.#find(name, i)) {
      this.#lines.splice(i, 2);
      isFound = true;
    }
    return isFound;
  }

  #find(name: string, start: number): number {
    const lines = this.#lines;
    const length = name.length;
    let lower: string | undefined;
    for (let i = start; i < lines.length; i += 2) {
      const other = lines[i] as string;
      if (other === name) return i;
      if (other.length !== length) continue;
      lower ??= name.toLowerCase();
      if (other.toLowerCase() === lower) return i;
    }
    return -1;
  }

  #checkWritable(): void {
    if (this.#isReadOnly) {
      throw new Error('Headers are read-only, response has already started.');
    }
  }
}

function checkName(name: string): void {
  if (knownNames.has(name)) return;
  if (!token.test(name)) throw new TypeError(`Invalid header name: '${escapeForMessage(name)}'`);
  if (knownNames.size < maxKnownNames) knownNames.add(name);
}

/** RFC 9110 §5.5, without obs-text. A loop, because values are short and regular expressions take longer to get going. */
function checkValue(value: string): void {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if ((code >= 0x20 && code <= 0x7e) || code === 0x09) continue;
    const hex = code.toString(16).toUpperCase().padStart(4, '0');
    throw new TypeError(`Invalid non-ASCII or control character in header: 0x${hex}`);
  }
}

function escapeForMessage(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
