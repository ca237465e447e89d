import { Byte, isTokenByte } from './byteClasses.ts';

type Part = 'start' | 'name' | 'valueStart' | 'value' | 'quoted' | 'escaped' | 'quotedEnd';

/**
 * Follows the extensions of one chunk (RFC 9112 §7.1.1), from behind their first semicolon on. Strict, though nobody uses
 * them: parsers that do not agree about where one ends do not agree about where the body ends.
 */
export class ChunkExtensions {
  #part: Part = 'start';

  /** Whether the line may end here. */
  get isComplete(): boolean {
    return this.#part === 'name' || this.#part === 'value' || this.#part === 'quotedEnd';
  }

  /** Takes the next byte. False: it must not be there. */
  take(byte: number): boolean {
    const next = this.#next(byte);
    if (next === undefined) return false;
    this.#part = next;
    return true;
  }

  #next(byte: number): Part | undefined {
    const part = this.#part;
    switch (part) {
      case 'quoted':
        if (byte === Byte.quote) return 'quotedEnd';
        if (byte === Byte.backslash) return 'escaped';
        return isText(byte) ? 'quoted' : undefined;
      case 'escaped':
        return isText(byte) ? 'quoted' : undefined;
      case 'valueStart':
        if (byte === Byte.quote) return 'quoted';
        return isTokenByte[byte] === 1 ? 'value' : undefined;
      case 'start':
        return isTokenByte[byte] === 1 ? 'name' : undefined;
      default:
        if (byte === Byte.semicolon) return 'start';
        if (byte === Byte.equals && part === 'name') return 'valueStart';
        return isTokenByte[byte] === 1 && part !== 'quotedEnd' ? part : undefined;
    }
  }
}

function isText(byte: number): boolean {
  return byte === Byte.tab || (byte >= Byte.space && byte < Byte.del);
}
