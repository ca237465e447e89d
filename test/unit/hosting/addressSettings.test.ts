import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { IServerAddressesFeature } from '../../../server-runtime/hosting/abstractions/serverAddresses.ts';
import { applyAddressSettings } from '../../../server-runtime/hosting/addressSettings.ts';
import { Settings } from '../../../server-runtime/hosting/settings.ts';
import { FeatureCollection } from '../../../server-runtime/http/featureCollection.ts';

function apply(
  values: Record<string, string>,
  addresses: string[] = [],
): { feature: IServerAddressesFeature; warning: string | undefined } {
  const settings = new Settings();
  for (const [key, value] of Object.entries(values)) settings.set(key, value);
  const feature = { addresses, preferHostingUrls: false };
  const features = new FeatureCollection();
  features.set(IServerAddressesFeature, feature);
  return { feature, warning: applyAddressSettings(settings, features) };
}

describe('applyAddressSettings', () => {
  it('splits urls at semicolons', () => {
    const { feature } = apply({ urls: 'http://a:1;;http://b:2;' });
    assert.deepEqual(feature.addresses, ['http://a:1', 'http://b:2']);
  });

  it('leaves the default to the server', () => {
    assert.deepEqual(apply({}).feature.addresses, []);
  });

  it('leaves alone what the app has filled', () => {
    const { feature } = apply({ urls: 'http://a:1' }, ['http://mine:1']);
    assert.deepEqual(feature.addresses, ['http://mine:1']);
  });

  it('accepts the name of old', () => {
    assert.deepEqual(apply({ 'server.urls': 'http://a:1' }).feature.addresses, ['http://a:1']);
  });

  it('makes addresses of ports', () => {
    const { feature, warning } = apply({ http_ports: '80;8080', https_ports: '443' });
    assert.deepEqual(feature.addresses, ['http://*:80', 'http://*:8080', 'https://*:443']);
    assert.equal(warning, undefined);
  });

  for (const port of ['eighty', '-1', '65536', '80,81']) {
    it(`refuses ${port} as a port`, () => {
      assert.throws(() => apply({ http_ports: `8080;${port}` }), {
        message: `'${port}' in the setting 'http_ports' is not a port.`,
      });
    });
  }

  it('prefers urls to ports, with a warning', () => {
    const { feature, warning } = apply({
      urls: 'http://a:1',
      http_ports: '80',
      https_ports: '443',
    });
    assert.deepEqual(feature.addresses, ['http://a:1']);
    assert.equal(
      warning,
      "Overriding HTTP_PORTS '80' and HTTPS_PORTS '443'. Binding to values defined by URLS instead 'http://a:1'.",
    );
  });

  it('passes on which addresses win', () => {
    assert.ok(apply({ urls: 'http://a:1', preferHostingUrls: 'true' }).feature.preferHostingUrls);
  });

  it('does without the feature', () => {
    assert.equal(applyAddressSettings(new Settings(), new FeatureCollection()), undefined);
  });
});
