import { featureKey, type FeatureKey } from '../featureKey.ts';
import type { IHeaderDictionary } from '../headers.ts';

/** A callback of {@link IHttpResponseFeature}; a promise is awaited. */
export type ResponseCallback = () => void | Promise<void>;

/** Status and headers of the response. */
export interface IHttpResponseFeature {
  /** 200 unless set. Throws when set after the response has started. */
  statusCode: number;
  /** Empty: the standard phrase of the status code. Throws when set after the response has started. */
  reasonPhrase: string;
  /** Read-only once the response has started. */
  headers: IHeaderDictionary;
  /** True once status and headers can no longer change. */
  readonly hasStarted: boolean;
  /** Runs just before the headers are sent, last registered first. Throws once the response has started. */
  onStarting(callback: ResponseCallback): void;
  /** Runs after the response is done, last registered first, however it ended. */
  onCompleted(callback: ResponseCallback): void;
}
export const IHttpResponseFeature: FeatureKey<IHttpResponseFeature> =
  featureKey('IHttpResponseFeature');
