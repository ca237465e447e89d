import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { Transform } from 'node:stream';
import type { CompressionLevel } from './responseCompressionOptions.ts';

/** Codings that the middleware can make, the best first. */
export const encodings = ['br', 'gzip'] as const;
export type Encoding = (typeof encodings)[number];

const brotliQuality: Record<CompressionLevel, number> = { fastest: 1, optimal: 4, smallest: 11 };
const gzipLevel: Record<CompressionLevel, number> = { fastest: 1, optimal: 6, smallest: 9 };

/** A stream that compresses; `flush` on it sends what it holds. */
export type Compressor = Transform & { flush(callback: () => void): void };

/** Makes a compressor. */
export function createCompressor(encoding: Encoding, level: CompressionLevel): Compressor {
  if (encoding === 'gzip') return createGzip({ level: gzipLevel[level] });
  return createBrotliCompress({
    params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality[level] },
  });
}
