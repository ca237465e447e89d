import type { ClientCertificateMode, HttpsOptions, SslProtocol } from '../httpsOptions.ts';
import type { HttpProtocols } from './httpProtocols.ts';
import type { KestrelConfiguration } from './kestrelConfiguration.ts';
import { readCertificateSection } from './readCertificateSection.ts';

/** What a configuration says of all endpoints, or of one. */
export interface EndpointSettings {
  readonly protocols: HttpProtocols | undefined;
  readonly https: HttpsOptions;
}

/** An endpoint of the section `Endpoints`. */
export interface NamedEndpointSettings extends EndpointSettings {
  readonly name: string;
  readonly url: string;
}

/** What the section `Kestrel` says. */
export interface KestrelSettings {
  /** Of `EndpointDefaults` and `Certificates:Default`. */
  readonly defaults: EndpointSettings;
  readonly endpoints: readonly NamedEndpointSettings[];
}

const protocolNames: Readonly<Record<string, HttpProtocols>> = {
  http1: 'http1',
  http2: 'http2',
  http1andhttp2: 'http1AndHttp2',
  // What cannot be had here is left out, as where ASP.NET Core finds no QUIC.
  http1andhttp2andhttp3: 'http1AndHttp2',
};
const modeNames: Readonly<Record<string, ClientCertificateMode>> = {
  nocertificate: 'none',
  allowcertificate: 'allow',
  requirecertificate: 'require',
};
const sslNames: Readonly<Record<string, SslProtocol>> = { tls12: 'tls12', tls13: 'tls13' };
const httpsKeys = ['Certificate', 'ClientCertificateMode', 'SslProtocols', 'Sni'];

/** Reads the section. Throws for values that cannot be; relative paths start at the folder. */
export function readKestrelConfiguration(
  section: KestrelConfiguration,
  folder: string,
): KestrelSettings {
  const defaults = readSettings(section.getSection('EndpointDefaults'), 'EndpointDefaults', folder);
  const certificate = section.getSection('Certificates:Default');
  return {
    defaults: {
      ...defaults,
      https: { ...defaults.https, ...readCertificateSection(certificate, 'Default', folder) },
    },
    endpoints: section
      .getSection('Endpoints')
      .getChildren()
      .map((endpoint) => {
        const url = endpoint.get('Url');
        if (!url) {
          throw new Error(`The endpoint ${endpoint.key} is missing the required 'Url' parameter.`);
        }
        if (!/^https:/i.test(url)) refuseHttpsKeys(endpoint, endpoint.key);
        return { name: endpoint.key, url, ...readSettings(endpoint, endpoint.key, folder) };
      }),
  };
}

function readSettings(
  section: KestrelConfiguration,
  name: string,
  folder: string,
): EndpointSettings {
  const mode = readName(section, name, 'ClientCertificateMode', modeNames);
  const sslProtocols = section
    .getSection('SslProtocols')
    .getChildren()
    .map(({ key }) => readName(section, name, `SslProtocols:${key}`, sslNames))
    .filter((protocol) => protocol !== undefined);
  const serverNames = readServerNames(section.getSection('Sni'), name, folder);
  return {
    protocols: readName(section, name, 'Protocols', protocolNames),
    https: {
      ...readCertificateSection(section.getSection('Certificate'), name, folder),
      ...(mode && { clientCertificateMode: mode }),
      ...(sslProtocols.length > 0 && { sslProtocols }),
      ...(serverNames && { serverNames }),
    },
  };
}

/** Certificates by the name that clients ask for. One that is not said there is that of the endpoint. */
function readServerNames(
  section: KestrelConfiguration,
  endpoint: string,
  folder: string,
): HttpsOptions['serverNames'] {
  const names = section.getChildren().map((one) => {
    const where = `${endpoint}:Sni:${one.key}`;
    const more = one.getChildren().find(({ key }) => key.toLowerCase() !== 'certificate');
    if (more) throw new Error(`The endpoint ${where} has '${more.key}', which is not supported.`);
    return [one.key, readCertificateSection(one.getSection('Certificate'), where, folder)] as const;
  });
  const known = names.filter(([, certificate]) => Object.keys(certificate).length > 0);
  return known.length > 0 ? Object.fromEntries(known) : undefined;
}

/** The value that a name stands for, whatever its case. Throws for a name that stands for nothing. */
function readName<T>(
  section: KestrelConfiguration,
  endpoint: string,
  key: string,
  values: Readonly<Record<string, T>>,
): T | undefined {
  const text = section.get(key);
  if (!text) return undefined;
  const value = values[text.toLowerCase()];
  if (value === undefined) {
    throw new Error(`The endpoint ${endpoint} has '${text}' for '${key}', which is not supported.`);
  }
  return value;
}

function refuseHttpsKeys(endpoint: KestrelConfiguration, name: string): void {
  const key = httpsKeys.find((candidate) => {
    const section = endpoint.getSection(candidate);
    return Boolean(endpoint.get(candidate)) || section.getChildren().length > 0;
  });
  if (key === undefined) return;
  throw new Error(`The non-HTTPS endpoint ${name} includes HTTPS-only configuration for ${key}.`);
}
