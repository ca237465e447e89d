/** Part of a file: the first byte and how many. */
export interface ByteRange {
  readonly start: number;
  readonly length: number;
}

/**
 * The part that a Range header asks for: undefined to send everything (several ranges, another unit, not well formed),
 * null when there is no such part (RFC 9110 §14.1.2).
 */
export function parseByteRange(header: string, length: number): ByteRange | null | undefined {
  const match = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header);
  if (!match) return undefined;
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return undefined;
  if (from === '') {
    const suffix = Math.min(Number(to), length);
    return suffix === 0 ? null : { start: length - suffix, length: suffix };
  }
  const start = Number(from);
  const last = to === '' ? Infinity : Number(to);
  if (last < start) return undefined;
  if (start >= length) return null;
  return { start, length: Math.min(last, length - 1) - start + 1 };
}
