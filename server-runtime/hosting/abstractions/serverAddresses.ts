import { featureKey, type FeatureKey } from '../../http/featureKey.ts';
import type { Disposable } from '../../primitives/disposable.ts';

/** Where the server is to listen; after start, where it does. */
export interface IServerAddressesFeature {
  /** `http://host:port` each. Fill before start; the server replaces them by what was bound. */
  readonly addresses: string[];
  /** True: {@link addresses} win over endpoints that the server was configured with itself. */
  preferHostingUrls: boolean;
  /** Calls back when a running server listens elsewhere than before. Missing where that never happens. */
  onChange?(listener: () => void): Disposable;
}
export const IServerAddressesFeature: FeatureKey<IServerAddressesFeature> =
  featureKey('IServerAddressesFeature');
