import type { IFeatureCollection } from '../../http/featureCollection.ts';
import { serviceKey, type InterfaceKey } from '../../primitives/serviceProvider.ts';
import type { IHttpApplication } from './httpApplication.ts';

/** An HTTP server that hosts an app. */
export interface IServer {
  /** Features of the server itself, IServerAddressesFeature among them when it can be told where to listen. */
  readonly features: IFeatureCollection;
  /** Starts listening. Can be called once. Rejects with everything closed again when an address cannot be bound. */
  start<TContext>(application: IHttpApplication<TContext>): Promise<void>;
  /** Stops listening, lets requests in flight finish until the signal aborts, then ends them. Safe to call twice. */
  stop(signal?: AbortSignal): Promise<void>;
}
export const IServer: InterfaceKey<IServer> = serviceKey('IServer');
