const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUV';

// Starts at the clock's reading, so that two runs of an app do not give the same identifiers.
let last = BigInt(Date.now()) << 20n;

/** An identifier for a request of a server that has none: a counter of this process, 13 digits of base 32. */
export function nextTraceIdentifier(): string {
  last += 1n;
  let rest = last;
  let text = '';
  for (let i = 0; i < 13; i++) {
    text = digits[Number(rest & 31n)] + text;
    rest >>= 5n;
  }
  return text;
}
