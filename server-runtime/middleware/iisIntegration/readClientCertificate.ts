import type { X509Certificate } from 'node:crypto';
import type { Logger } from '../../logging/logger.ts';

/** The certificate of a header: DER as base64. Undefined, and a warning, when it is not one. */
export async function readClientCertificate(
  text: string,
  logger: Logger,
): Promise<X509Certificate | undefined> {
  // Not at start-up, of which it would be a good part: few clients have a certificate.
  const crypto = await import('node:crypto');
  try {
    return new crypto.X509Certificate(Buffer.from(text, 'base64'));
  } catch (error) {
    logger.warning('Failed to read the client certificate.', undefined, error);
    return undefined;
  }
}
