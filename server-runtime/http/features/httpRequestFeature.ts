import { featureKey, type FeatureKey } from '../featureKey.ts';
import type { IHeaderDictionary } from '../headers.ts';

/** Pulls the body of a request. One reader at a time. */
export interface BodyReader {
  /**
   * The next bytes, in order; `undefined` at the end, then always `undefined`. The bytes are the caller's to keep.
   * Rejects with a BadHttpRequestError when the body breaks the rules or a limit, or when the client went away.
   */
  read(): Promise<Uint8Array | undefined>;
  /** Gives up on the rest of the body. */
  cancel(reason?: unknown): Promise<void>;
}

/** The request as the server received it; middleware may replace every part. */
export interface IHttpRequestFeature {
  /** As `HTTP/1.1`. */
  protocol: string;
  /** `http` or `https`: from the transport, not from what the client claims. */
  scheme: string;
  /** As sent; case matters (RFC 9110 §9.1). */
  method: string;
  /** The first part of the path, unescaped: where the app is mounted. Empty or `/…` without a trailing slash. */
  pathBase: string;
  /** The rest of the path, unescaped, but for `%2F`. May be empty when {@link pathBase} holds all. */
  path: string;
  /** With its leading `?`, not unescaped; empty when there is none. */
  queryString: string;
  /** The request target exactly as sent (RFC 9112 §3.2). */
  rawTarget: string;
  /** As sent, repeated lines apart (RFC 9110 §5.3). */
  headers: IHeaderDictionary;
  /** Reads the body. Never undefined: a request without one is at its end at once. */
  body: BodyReader;
}
export const IHttpRequestFeature: FeatureKey<IHttpRequestFeature> =
  featureKey('IHttpRequestFeature');
