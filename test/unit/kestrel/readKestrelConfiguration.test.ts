import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { ConfigurationBuilder } from '../../../server-runtime/configuration/configurationBuilder.ts';
import {
  readKestrelConfiguration,
  type KestrelSettings,
} from '../../../server-runtime/servers/kestrel/endpoints/readKestrelConfiguration.ts';

const folder = path.resolve('/app');

function read(values: Record<string, string>): KestrelSettings {
  const section = new ConfigurationBuilder().addInMemoryCollection(values).build();
  return readKestrelConfiguration(section, folder);
}

/** One endpoint `Web` with this, over https unless it says otherwise. */
function web(values: Record<string, string>): Record<string, string> {
  const endpoint = { Url: 'https://*:443', ...values };
  return Object.fromEntries(
    Object.entries(endpoint).map(([key, value]) => [`Endpoints:Web:${key}`, value]),
  );
}

describe('readKestrelConfiguration', () => {
  it('finds nothing where there is nothing', () => {
    assert.deepEqual(read({}), { defaults: { protocols: undefined, https: {} }, endpoints: [] });
  });

  it('reads all that an endpoint can say, whatever its case', () => {
    const { endpoints } = read({
      'endpoints:web:url': 'https://*:443',
      'endpoints:web:protocols': 'HTTP1',
      'endpoints:web:clientcertificatemode': 'allowcertificate',
      'endpoints:web:sslprotocols:0': 'tls12',
      'endpoints:web:sslprotocols:1': 'TLS13',
      'endpoints:web:certificate:path': 'site.pem',
      'endpoints:web:certificate:keypath': path.resolve('/keys/site.key'),
      'endpoints:web:certificate:password': 'secret',
      'endpoints:web:sni:a.example:certificate:path': 'a.pfx',
      'endpoints:web:sni:b.example:certificate:path': '',
    });
    assert.deepEqual(endpoints, [
      {
        name: 'web',
        url: 'https://*:443',
        protocols: 'http1',
        https: {
          cert: path.join(folder, 'site.pem'),
          key: path.resolve('/keys/site.key'),
          passphrase: 'secret',
          clientCertificateMode: 'allow',
          sslProtocols: ['tls12', 'tls13'],
          serverNames: { 'a.example': { pfx: path.join(folder, 'a.pfx') } },
        },
      },
    ]);
  });

  it('reads what holds for all endpoints', () => {
    const { defaults } = read({
      'EndpointDefaults:Protocols': 'Http1AndHttp2AndHttp3',
      'EndpointDefaults:ClientCertificateMode': 'RequireCertificate',
      'Certificates:Default:Path': 'site.pfx',
      'Certificates:Default:Password': '',
    });
    assert.deepEqual(defaults, {
      protocols: 'http1AndHttp2',
      https: {
        clientCertificateMode: 'require',
        pfx: path.join(folder, 'site.pfx'),
        passphrase: '',
      },
    });
  });

  for (const [values, message] of [
    [{ Url: '' }, "The endpoint Web is missing the required 'Url' parameter."],
    [
      { Protocols: 'Http3' },
      "The endpoint Web has 'Http3' for 'Protocols', which is not supported.",
    ],
    [
      { 'SslProtocols:0': 'Tls11' },
      "The endpoint Web has 'Tls11' for 'SslProtocols:0', which is not supported.",
    ],
    [
      { ClientCertificateMode: 'DelayCertificate' },
      "The endpoint Web has 'DelayCertificate' for 'ClientCertificateMode', which is not supported.",
    ],
    [
      { 'Certificate:Path': 'a.pfx', 'Certificate:Subject': 'localhost' },
      'The endpoint Web specified multiple certificate sources.',
    ],
    [
      { 'Certificate:Subject': 'localhost' },
      "The certificate 'localhost' of Web is in a certificate store, which Node cannot read: name a file by 'Path'.",
    ],
    [
      { 'Sni:a.example:Protocols': 'Http1' },
      "The endpoint Web:Sni:a.example has 'Protocols', which is not supported.",
    ],
    [
      { Url: 'http://*:80', 'Certificate:Path': 'a.pfx' },
      'The non-HTTPS endpoint Web includes HTTPS-only configuration for Certificate.',
    ],
    [
      { Url: 'http://*:80', ClientCertificateMode: 'NoCertificate' },
      'The non-HTTPS endpoint Web includes HTTPS-only configuration for ClientCertificateMode.',
    ],
    [
      { Url: 'http://*:80', 'SslProtocols:0': 'Tls13' },
      'The non-HTTPS endpoint Web includes HTTPS-only configuration for SslProtocols.',
    ],
    [
      { Url: 'http://*:80', 'Sni:a:Certificate:Path': 'a.pfx' },
      'The non-HTTPS endpoint Web includes HTTPS-only configuration for Sni.',
    ],
  ] as const) {
    it(`refuses ${JSON.stringify(values)}`, () => {
      assert.throws(() => read(web(values)), { message });
    });
  }
});
