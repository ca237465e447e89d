import { appendVary } from '../../http/acceptEncoding.ts';
import { IHttpResponseBodyFeature } from '../../http/features/httpResponseBodyFeature.ts';
import type { Middleware } from '../../http/requestDelegate.ts';
import { CompressedBody } from './compressedBody.ts';
import { CompressionRules } from './compressionRules.ts';
import { loadCompressors, type CompressorFactory } from './createCompressor.ts';
import type { ResponseCompressionOptions } from './responseCompressionOptions.ts';

/**
 * Compresses responses, Brotli or gzip, for clients that take them: by content type, as they are written. What is
 * compressed already, partial, or known to be small stays as it is. Put it before whatever writes. Throws a RangeError
 * for a level or a length that is none.
 */
export function responseCompression(options: ResponseCompressionOptions = {}): Middleware {
  const rules = new CompressionRules(options);
  const { level = 'fastest' } = options;
  if (!['fastest', 'optimal', 'smallest'].includes(level)) {
    throw new RangeError("The option level must be 'fastest', 'optimal' or 'smallest'.");
  }
  let create: CompressorFactory | undefined;
  return async (context, next) => {
    const { features, request, response } = context;
    const inner = features.get(IHttpResponseBodyFeature);
    if (!inner || !rules.allowsRequest(context)) return next();
    if (!request.headers.has('Accept-Encoding')) {
      // A cache must not hand this answer to clients that would get another.
      response.onStarting(() => {
        if (rules.allowsResponse(context)) appendVary(response.headers, 'Accept-Encoding');
      });
      return next();
    }
    const factory = (create ??= await loadCompressors());
    const body = new CompressedBody(context, inner, rules, (encoding) => factory(encoding, level));
    features.set(IHttpResponseBodyFeature, body);
    try {
      await next();
      await body.finish();
    } catch (error) {
      body.destroy();
      throw error;
    } finally {
      features.set(IHttpResponseBodyFeature, inner);
    }
  };
}
