import type { Transform } from 'node:stream';
import type { CompressionLevel } from './responseCompressionOptions.ts';

/** Codings that the middleware can make, the best first. */
export const encodings = ['br', 'gzip'] as const;
export type Encoding = (typeof encodings)[number];

const brotliQuality: Record<CompressionLevel, number> = { fastest: 1, optimal: 4, smallest: 11 };
const gzipLevel: Record<CompressionLevel, number> = { fastest: 1, optimal: 6, smallest: 9 };

/** A stream that compresses; `flush` on it sends what it holds. */
export type Compressor = Transform & { flush(callback: () => void): void };

/** Makes compressors. */
export type CompressorFactory = (encoding: Encoding, level: CompressionLevel) => Compressor;

/** Loads what makes compressors: not at start-up, but with the first request that may need it. */
export async function loadCompressors(): Promise<CompressorFactory> {
  const { constants, createBrotliCompress, createGzip } = await import('node:zlib');
  return (encoding, level) => {
    if (encoding === 'gzip') return createGzip({ level: gzipLevel[level] });
    const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality[level] };
    return createBrotliCompress({ params });
  };
}
