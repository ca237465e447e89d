import { ChunkedDecoder } from './chunkedDecoder.ts';
import type { FieldLimits } from './fieldParser.ts';
import { LengthDecoder } from './lengthDecoder.ts';
import { RequestBody, type BodySource } from './requestBody.ts';
import type { RequestHead } from './requestHead.ts';

/** The body that a head announces; undefined when there is none. */
export function createRequestBody(
  head: RequestHead,
  limits: FieldLimits,
  source: BodySource,
): RequestBody | undefined {
  if (head.isChunked) {
    return new RequestBody(new ChunkedDecoder(limits, head.fieldCount, head.fieldSize), source);
  }
  if (head.contentLength <= 0) return undefined;
  return new RequestBody(new LengthDecoder(head.contentLength), source);
}
