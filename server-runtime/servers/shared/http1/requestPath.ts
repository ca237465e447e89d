import { hexValue } from './byteClasses.ts';

/**
 * Decodes percent escapes as UTF-8, but for `%2F`, which would change the segments. What is no valid escape or no valid
 * UTF-8 stays as it was typed. Undefined when the path holds a NUL.
 */
export function decodePath(path: string): string | undefined {
  let decoded = '';
  let plainStart = 0;
  let i = path.indexOf('%');
  while (i >= 0 && i < path.length) {
    const code = escapedByte(path, i);
    if (code === 0) return undefined;
    const width = code === 0x2f ? 0 : sequenceLength(path, i, code);
    if (width === 0) {
      i = path.indexOf('%', i + 1);
      continue;
    }
    const escapes = path.slice(i, i + width * 3);
    decoded += path.slice(plainStart, i) + decodeURIComponent(escapes);
    i += width * 3;
    plainStart = i;
    i = path.indexOf('%', i);
  }
  return decoded + path.slice(plainStart);
}

/** Value of the escape at `index`, -1 when there is none. */
function escapedByte(path: string, index: number): number {
  if (path.charCodeAt(index) !== 0x25 || index + 2 >= path.length) return -1;
  const high = hexValue[path.charCodeAt(index + 1)] ?? 255;
  const low = hexValue[path.charCodeAt(index + 2)] ?? 255;
  return high === 255 || low === 255 ? -1 : high * 16 + low;
}

/** How many escapes make the character that starts with this byte (RFC 3629 §4); 0 when they make none. */
function sequenceLength(path: string, index: number, first: number): number {
  if (first < 0) return 0;
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  for (let i = 1; i < length; i++) {
    const next = escapedByte(path, index + i * 3);
    // The second byte decides about overlong forms, surrogates, and what lies above U+10FFFF.
    const low = i > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const high = i > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (next < low || next > high) return 0;
  }
  return length;
}

/** Resolves `.` and `..` (RFC 3986 §5.2.4), after decoding, so that escaped dots hide nothing. */
export function removeDotSegments(path: string): string {
  if (!path.includes('/.')) return path;
  const output: string[] = [];
  const segments = path.split('/');
  for (let i = 1; i < segments.length; i++) {
    const segment = segments[i] as string;
    const isLast = i === segments.length - 1;
    if (segment === '.' || segment === '..') {
      if (segment === '..') output.pop();
      if (isLast) output.push('');
    } else {
      output.push(segment);
    }
  }
  return `/${output.join('/')}`;
}
