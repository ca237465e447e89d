import type { BodyReader } from '../../../http/features/httpRequestFeature.ts';
import type { IHttpMaxRequestBodySizeFeature } from '../../../http/features/httpMaxRequestBodySizeFeature.ts';

/** The body of a request that has none. */
export class EmptyBody implements BodyReader, IHttpMaxRequestBodySizeFeature {
  /** For reading from: it keeps nothing. */
  static readonly shared = new EmptyBody(null);

  readonly isReadOnly = false;
  maxRequestBodySize: number | null;

  constructor(maxRequestBodySize: number | null) {
    this.maxRequestBodySize = maxRequestBodySize;
  }

  read(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  cancel(): Promise<void> {
    return Promise.resolve();
  }
}
