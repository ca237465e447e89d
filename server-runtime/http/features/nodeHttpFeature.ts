import type { IncomingMessage, ServerResponse } from 'node:http';
import { featureKey, type FeatureKey } from '../featureKey.ts';

/** Node's own request and response, where a server works on `node:http`. */
export interface INodeHttpFeature {
  /** Its body is read once: here, or through the context. */
  readonly request: IncomingMessage;
  /** Writing to it starts the response of the context, too. */
  readonly response: ServerResponse;
}
export const INodeHttpFeature: FeatureKey<INodeHttpFeature> = featureKey('INodeHttpFeature');
