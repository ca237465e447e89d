import { randomBytes, webcrypto } from 'node:crypto';
import { keepCertificate } from './keepCertificate.ts';

/** As long as `dotnet dev-certs` gives its own, in milliseconds. */
const validity = 365 * 86_400_000;
/** Clocks of containers and virtual machines are not always right; milliseconds. */
const tolerance = 60_000;
/** Names and addresses that lead to this machine. */
const names = ['localhost', '*.localhost', '*.dev.localhost', 'host.docker.internal'];
const addresses = ['127.0.0.1', '::1'];

export interface NewCertificateOptions {
  /** Default: the user's own. */
  home?: string;
  /** When it was made. Default: now. */
  now?: Date;
}

/**
 * Makes a certificate for localhost and keeps it with its key in the user's home, in place of the one that was there. It
 * signs nothing but itself, so trusting it trusts nothing else. Resolves with its file.
 */
export async function createDevelopmentCertificate({
  home,
  now = new Date(),
}: NewCertificateOptions = {}): Promise<string> {
  // What it needs to load, and nothing else does.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // NSS gives certificates of one subject one nickname, so each has a subject that no other one has.
    name: `CN=localhost, O=Server Profiles, OU=${randomBytes(8).toString('hex')}`,
    notBefore: new Date(now.getTime() - tolerance),
    notAfter: new Date(now.getTime() + validity),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth], true),
      new x509.SubjectAlternativeNameExtension([
        ...names.map((value) => ({ type: 'dns' as const, value })),
        ...addresses.map((value) => ({ type: 'ip' as const, value })),
      ]),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return keepCertificate(`${certificate.toString('pem')}\n`, pem('PRIVATE KEY', key), home);
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
