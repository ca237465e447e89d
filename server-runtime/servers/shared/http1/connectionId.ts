const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUV';

// Starts at the clock's reading, so that the connections of two runs do not share identifiers.
let last = BigInt(Date.now()) << 20n;

/** Identifier of a connection, as Kestrel makes them: 13 digits of base 32, counting up. */
export function nextConnectionId(): string {
  last += 1n;
  let rest = last;
  let text = '';
  for (let i = 0; i < 13; i++) {
    text = digits.charAt(Number(rest & 31n)) + text;
    rest >>= 5n;
  }
  return text;
}
