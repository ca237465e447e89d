import { featureKey } from '../../http/featureKey.ts';

/** The error that is being handled: there while an error page is made. */
export interface IExceptionHandlerFeature {
  /** What was thrown. */
  readonly error: unknown;
  /** Path of the request that failed. */
  readonly path: string;
}
export const IExceptionHandlerFeature = featureKey<IExceptionHandlerFeature>(
  'IExceptionHandlerFeature',
);
