import { inEnglish, localizableText } from '../../contracts/localizableText.ts';
import { parseApplicationUrl } from '../../launch/applicationUrl.ts';
import type { SiteCertificate } from '../../servers/iisExpress/iisExpressOptions.ts';
import { LaunchFailure } from '../launchFailure.ts';

/** Where a site listens, and with what. */
export interface SiteAddresses {
  /** Addresses without their path. */
  urls: string[];
  /** The path of the first address, which is the application's. */
  applicationPath: string;
  /** Only when there is an https address. */
  certificate?: SiteCertificate;
  /** What a person should know, one sentence each. */
  warnings: string[];
}

/** What makes a certificate. */
const makeCertificate = localizableText("Run 'node host.js dev-certs https --trust' to make one.");

/**
 * Reads the planned addresses of a site. The certificate is looked for when there is an https address; without one, https
 * addresses are left out, with a warning, as long as there is an http one. Throws LaunchFailure when no address is left.
 */
export async function siteAddresses(
  planned: readonly string[],
  findCertificate: () => Promise<SiteCertificate | undefined>,
): Promise<SiteAddresses> {
  const { urls } = parseApplicationUrl(planned.join(';'), { server: 'IISExpress' });
  const all = urls.filter(({ scheme }) => scheme === 'http' || scheme === 'https');
  const https = all.filter(({ scheme }) => scheme === 'https');
  const certificate = https.length > 0 ? await findCertificate() : undefined;
  const served = certificate ? all : all.filter((url) => !https.includes(url));
  const [first] = served;
  if (!first) throw https[0] ? noCertificate(https[0].text) : noAddress();
  const leftOut = https.filter((url) => !served.includes(url)).map(({ text }) => text);
  return {
    urls: served.map(({ text, pathBase }) => (pathBase ? text.slice(0, -pathBase.length) : text)),
    applicationPath: first.pathBase || '/',
    ...(certificate && { certificate }),
    warnings: leftOut.length > 0 ? [leftOutWarning(leftOut)] : [],
  };
}

function leftOutWarning(addresses: readonly string[]): string {
  const are = addresses.length === 1 ? 'is' : 'are';
  return `${addresses.join(', ')} ${are} left out: there is no development certificate. ${inEnglish(makeCertificate)}`;
}

function noCertificate(address: string): LaunchFailure {
  return new LaunchFailure(
    'no-certificate',
    localizableText('The site cannot listen on {0}: there is no development certificate.', address),
    {
      help: [
        makeCertificate,
        localizableText(
          'Or give iisSettings.iisExpress an applicationUrl that starts with http://.',
        ),
      ],
    },
  );
}

function noAddress(): LaunchFailure {
  return new LaunchFailure(
    'no-http-address',
    localizableText('The site has no http or https address.'),
    {
      help: [
        localizableText('Give iisSettings.iisExpress an applicationUrl that starts with http://.'),
      ],
    },
  );
}
