const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUV';

/**
 * Makes a counter of this process whose values are texts: 13 digits of base 32, as Kestrel writes them. It starts at the
 * clock's reading, so that two runs do not share identifiers.
 */
export function identifierSequence(): () => string {
  let last = BigInt(Date.now()) << 20n;
  return () => {
    last += 1n;
    let rest = last;
    let text = '';
    for (let i = 0; i < 13; i++) {
      text = digits.charAt(Number(rest & 31n)) + text;
      rest >>= 5n;
    }
    return text;
  };
}
