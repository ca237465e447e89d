declare const featureType: unique symbol;

/**
 * Typed key of a feature. An interface and its key share one `I…` name, so that
 * `features.get(IHttpRequestFeature)` is an `IHttpRequestFeature`.
 */
export type FeatureKey<T> = symbol & { readonly [featureType]?: T };

/**
 * Makes the key of a feature. Keys of the same name are the same key in every copy of the runtime that a process
 * holds, so an app with a runtime of its own understands a server of another copy.
 */
export function featureKey<T>(name: string): FeatureKey<T> {
  return Symbol.for(`server-profiles.feature.${name}`);
}

/** The name that a key was made with, for messages. */
export function featureName(key: FeatureKey<unknown>): string {
  return (key.description ?? '').replace('server-profiles.feature.', '');
}
