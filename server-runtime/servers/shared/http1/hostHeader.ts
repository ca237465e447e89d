import { tableOf } from './byteClasses.ts';

// reg-name without percent escapes (RFC 3986 §3.2.2), as Kestrel allows it.
const isHostCharacter = tableOf(
  "!$&'()-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
);

/** True for `name`, `name:port`, `[v6]` and `[v6]:port`, by syntax alone. */
export function isValidHost(text: string): boolean {
  const nameEnd = text.startsWith('[') ? endOfIPv6(text) : endOfName(text);
  if (nameEnd <= 0) return false;
  return nameEnd === text.length || isPort(text, nameEnd);
}

function endOfName(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (isHostCharacter[c] === 1) continue;
    return c === 0x3a ? i : -1;
  }
  return text.length;
}

/** At least three characters between the brackets, of those that an address is made of. */
function endOfIPv6(text: string): number {
  const close = text.indexOf(']');
  if (close < 4) return -1;
  return /^[0-9a-fA-F:.]+$/.test(text.slice(1, close)) ? close + 1 : -1;
}

function isPort(text: string, start: number): boolean {
  if (text.charCodeAt(start) !== 0x3a || start + 1 === text.length) return false;
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x30 || c > 0x39) return false;
  }
  return true;
}

/** True when the Host field names the authority of the target; a default port may be written or not. */
export function hostMatches(host: string, authority: string, defaultPort: number): boolean {
  if (host === authority) return true;
  const strip = (text: string): string => {
    const suffix = `:${defaultPort}`;
    return (text.endsWith(suffix) ? text.slice(0, -suffix.length) : text).toLowerCase();
  };
  return strip(host) === strip(authority);
}
