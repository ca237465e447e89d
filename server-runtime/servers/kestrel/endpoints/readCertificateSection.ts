import path from 'node:path';
import type { CertificateOptions } from '../httpsOptions.ts';
import type { KestrelConfiguration } from './kestrelConfiguration.ts';

/**
 * Reads a section with `Path`, `KeyPath` and `Password`: a PFX, or PEM files where there is a key path. Empty when the
 * section is. Throws when it names a certificate store, which Node has not.
 */
export function readCertificateSection(
  section: KestrelConfiguration,
  name: string,
  folder: string,
): CertificateOptions {
  const file = section.get('Path');
  const keyFile = section.get('KeyPath');
  const password = section.get('Password');
  const subject = section.get('Subject');
  if (file && subject) {
    throw new Error(`The endpoint ${name} specified multiple certificate sources.`);
  }
  if (subject) {
    throw new Error(
      `The certificate '${subject}' of ${name} is in a certificate store, which Node cannot read: name a file by 'Path'.`,
    );
  }
  if (!file) return {};
  const where = path.resolve(folder, file);
  const passphrase = password === undefined ? {} : { passphrase: password };
  if (!keyFile) return { pfx: where, ...passphrase };
  return { cert: where, key: path.resolve(folder, keyFile), ...passphrase };
}
