import { IHttpMaxRequestBodySizeFeature } from '../../http/features/httpMaxRequestBodySizeFeature.ts';
import { IHttpUpgradeFeature } from '../../http/features/httpUpgradeFeature.ts';
import { ITlsConnectionFeature } from '../../http/features/tlsConnectionFeature.ts';
import type { HttpContext } from '../../http/httpContext.ts';
import type { Middleware } from '../../http/requestDelegate.ts';
import type { Logger } from '../../logging/logger.ts';
import { LogLevel } from '../../logging/logLevel.ts';
import { readClientCertificate } from './readClientCertificate.ts';

/** The header that pairs the front end with its worker. */
const tokenHeader = 'MS-ASPNETCORE-TOKEN';
const eventHeader = 'MS-ASPNETCORE-EVENT';
const certificateHeader = 'MS-ASPNETCORE-CLIENTCERT';
/** Where the front end posts its events. */
const eventPath = '/iisintegration';

/** Settings of {@link iisIntegration}. */
export interface IISIntegrationOptions {
  /** The pairing token: a request without it did not come through the front end. */
  readonly token: string;
  /** Ends the app gracefully; called after the front end's shutdown message was answered. */
  readonly requestStop: () => void;
  /** False takes the upgrade feature away. True unless set. */
  readonly isWebSocketSupported?: boolean;
  /** False ignores the client certificate that the front end passes on. True unless set. */
  readonly forwardClientCertificate?: boolean;
  readonly logger: Logger;
}

/**
 * The worker's end of the front end: refuses requests without the pairing token (400), answers the shutdown message
 * (202), leaves the body limit to the front end, and takes over the client's certificate.
 */
export function iisIntegration(options: IISIntegrationOptions): Middleware {
  const { token, requestStop, logger } = options;
  const { isWebSocketSupported = true, forwardClientCertificate = true } = options;
  if (token === '') throw new TypeError('The pairing token must not be empty.');
  return (context, next) => {
    const { request, response } = context;
    if (!equalsInConstantTime(request.headers.get(tokenHeader) ?? '', token)) {
      // The token itself stays out of the log, unlike IIS integration's.
      logger.log(
        LogLevel.error,
        1,
        `'${tokenHeader}' does not match the expected pairing token, request rejected.`,
      );
      response.statusCode = 400;
      return undefined;
    }
    if (isShutdown(context)) {
      response.statusCode = 202;
      response.onCompleted(requestStop);
      return undefined;
    }
    const limit = context.features.get(IHttpMaxRequestBodySizeFeature);
    if (limit && !limit.isReadOnly) limit.maxRequestBodySize = null;
    if (!isWebSocketSupported) removeUpgrade(context);
    const certificate = forwardClientCertificate && request.headers.get(certificateHeader);
    return certificate ? applyCertificate(context, certificate, logger).then(next) : next();
  };
}

function isShutdown({ request }: HttpContext): boolean {
  return (
    request.method === 'POST' &&
    request.path === eventPath &&
    request.headers.get(eventHeader)?.toLowerCase() === 'shutdown'
  );
}

async function applyCertificate(
  { features }: HttpContext,
  text: string,
  logger: Logger,
): Promise<void> {
  const certificate = await readClientCertificate(text, logger);
  features.set(ITlsConnectionFeature, {
    clientCertificate: certificate,
    getClientCertificate: () => Promise.resolve(certificate),
  });
}

function removeUpgrade({ features }: HttpContext): void {
  features.set(IHttpUpgradeFeature, null);
  // What the server offers of its own accord shows again, so it is covered.
  if (!features.get(IHttpUpgradeFeature)) return;
  features.set(IHttpUpgradeFeature, {
    isUpgradableRequest: false,
    upgrade: () => Promise.reject(new Error('Cannot upgrade a non-upgradable request.')),
  });
}

/** Takes as long for a near miss as for any other text of the same length. */
function equalsInConstantTime(first: string, second: string): boolean {
  if (first.length !== second.length) return false;
  let difference = 0;
  for (let i = 0; i < first.length; i++) difference |= first.charCodeAt(i) ^ second.charCodeAt(i);
  return difference === 0;
}
