import { X509Certificate } from 'node:crypto';
import type { Logger } from '../../logging/logger.ts';

/** The certificate of a header: DER as base64. Undefined, and a warning, when it is not one. */
export function readClientCertificate(text: string, logger: Logger): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(text, 'base64'));
  } catch (error) {
    logger.warning('Failed to read the client certificate.', undefined, error);
    return undefined;
  }
}
