/** What every Buffer has and its type does not tell: `toString` without looking at its arguments twice. */
interface Latin1Bytes {
  latin1Slice(start: number, end: number): string;
}

/** Bytes as text, one character for each: how HTTP/1.1 wants to be read (RFC 9112 §2.2). */
export function latin1(bytes: Buffer, start: number, end: number): string {
  return (bytes as unknown as Latin1Bytes).latin1Slice(start, end);
}
