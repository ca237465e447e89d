import type { BodyReader } from '../../../http/features/httpRequestFeature.ts';
import type { IHttpMaxRequestBodySizeFeature } from '../../../http/features/httpMaxRequestBodySizeFeature.ts';
import type { IHttpRequestTrailersFeature } from '../../../http/features/httpRequestTrailersFeature.ts';
import { HeaderDictionary } from '../../../http/headerDictionary.ts';

/** The body of a request that has none. */
export class EmptyBody
  implements BodyReader, IHttpMaxRequestBodySizeFeature, IHttpRequestTrailersFeature
{
  /** For reading from: it keeps nothing. */
  static readonly shared = new EmptyBody(null);

  readonly isReadOnly = false;
  readonly isAvailable = true;
  maxRequestBodySize: number | null;

  constructor(maxRequestBodySize: number | null) {
    this.maxRequestBodySize = maxRequestBodySize;
  }

  get trailers(): HeaderDictionary {
    return new HeaderDictionary();
  }

  read(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  cancel(): Promise<void> {
    return Promise.resolve();
  }
}
