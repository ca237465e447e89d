import { featureKey, type FeatureKey } from '../featureKey.ts';
import type { Form } from '../form/form.ts';

/** The form that a request carries. */
export interface IFormFeature {
  /** True for `application/x-www-form-urlencoded` and `multipart/form-data`. */
  readonly hasFormContentType: boolean;
  /** Undefined until it has been read. */
  form: Form | undefined;
  /** Reads the body, once: later calls give the same form. Rejects with a BadHttpRequestError when it is no form. */
  readForm(): Promise<Form>;
}
export const IFormFeature: FeatureKey<IFormFeature> = featureKey('IFormFeature');
