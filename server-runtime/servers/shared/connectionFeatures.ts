import { FeatureCollection, type IFeatureCollection } from '../../http/featureCollection.ts';
import { IConnectionEndPointFeature } from '../../http/features/connectionEndPointFeature.ts';
import { IConnectionIdFeature } from '../../http/features/connectionIdFeature.ts';
import { IConnectionItemsFeature } from '../../http/features/connectionItemsFeature.ts';
import { IConnectionLifetimeFeature } from '../../http/features/connectionLifetimeFeature.ts';
import { IConnectionLifetimeNotificationFeature } from '../../http/features/connectionLifetimeNotificationFeature.ts';
import type { ConnectionFacts } from './connectionFacts.ts';

/** The features of a connection, over those of its TLS: requests have them too. */
export function createConnectionFeatures(
  facts: ConnectionFacts,
  tls: IFeatureCollection | undefined,
): IFeatureCollection {
  const features = new FeatureCollection(tls);
  features.set(IConnectionIdFeature, facts);
  features.set(IConnectionItemsFeature, facts);
  features.set(IConnectionLifetimeFeature, facts);
  features.set(IConnectionLifetimeNotificationFeature, facts);
  features.set(IConnectionEndPointFeature, facts);
  return features;
}
