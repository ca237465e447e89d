import { HttpContext } from '../../server-runtime/http/httpContext.ts';
import { RequestFeatures } from '../../server-runtime/http/requestFeatures.ts';
import {
  TestRequestFeature,
  type TestRequest,
} from '../../server-runtime/servers/testServer/testRequest.ts';
import { SentResponse } from '../../server-runtime/servers/testServer/testResponse.ts';

/** A context over features in memory, and what the app sends through it. */
export function createTestContext(request: TestRequest = {}): {
  context: HttpContext;
  sent: SentResponse;
  body: () => string;
} {
  const chunks: Uint8Array[] = [];
  const sent = new SentResponse({
    onBody(chunk) {
      chunks.push(chunk);
      return undefined;
    },
  });
  const features = new RequestFeatures(new TestRequestFeature(request), sent, sent);
  const body = (): string => Buffer.concat(chunks).toString();
  return { context: new HttpContext(features), sent, body };
}
