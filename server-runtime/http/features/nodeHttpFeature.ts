import type { IncomingMessage, ServerResponse } from 'node:http';
import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Node's own request and response, where a server works on `node:http`. */
export interface INodeHttpFeature {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}
export const INodeHttpFeature: FeatureKey<INodeHttpFeature> = featureKey('INodeHttpFeature');
