import { IServerAddressesFeature } from './abstractions/serverAddresses.ts';
import type { IFeatureCollection } from '../http/featureCollection.ts';
import { HostSettingKeys } from './hostSettingKeys.ts';
import type { Settings } from './settings.ts';

/**
 * Tells the server where to listen, unless it has been told already: `urls`, else `http_ports` and `https_ports`.
 * Returns a warning when both are set. Throws for ports that are none.
 */
export function applyAddressSettings(
  settings: Settings,
  serverFeatures: IFeatureCollection,
): string | undefined {
  const feature = serverFeatures.get(IServerAddressesFeature);
  if (!feature || Object.isFrozen(feature.addresses) || feature.addresses.length > 0) {
    return undefined;
  }
  feature.preferHostingUrls = settings.getBoolean(HostSettingKeys.preferHostingUrls);
  const httpPorts = settings.get(HostSettingKeys.httpPorts) ?? '';
  const httpsPorts = settings.get(HostSettingKeys.httpsPorts) ?? '';
  const urls = settings.get(HostSettingKeys.urls) || settings.get('server.urls');
  if (!urls) {
    feature.addresses.push(
      ...portsOf(settings, HostSettingKeys.httpPorts).map((port) => `http://*:${port}`),
      ...portsOf(settings, HostSettingKeys.httpsPorts).map((port) => `https://*:${port}`),
    );
    return undefined;
  }
  const list = urls.split(';').map((url) => url.trim());
  feature.addresses.push(...list.filter((url) => url !== ''));
  if (!httpPorts && !httpsPorts) return undefined;
  return (
    `Overriding HTTP_PORTS '${httpPorts}' and HTTPS_PORTS '${httpsPorts}'. ` +
    `Binding to values defined by URLS instead '${urls}'.`
  );
}

function portsOf(settings: Settings, key: string): string[] {
  const ports = settings.getList(key);
  const wrong = ports.find((port) => !/^\d+$/.test(port) || Number(port) > 65535);
  if (wrong !== undefined) throw new Error(`'${wrong}' in the setting '${key}' is not a port.`);
  return ports;
}
