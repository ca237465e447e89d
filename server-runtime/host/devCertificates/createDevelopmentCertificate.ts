import { webcrypto } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import {
  developmentCertificateFiles,
  developmentCertificateFolder,
} from '../../servers/shared/developmentCertificate.ts';

/** As long as `dotnet dev-certs` gives its own, in days. */
const validity = 365;
/** Names and addresses that lead to this machine. */
const names = ['localhost', '*.localhost', '*.dev.localhost', 'host.docker.internal'];
const addresses = ['127.0.0.1', '::1'];

/**
 * Makes a certificate for localhost and keeps it with its key in the user's home, readable by that user alone. It signs
 * nothing but itself, so trusting it trusts nothing else. Resolves with its file.
 */
export async function createDevelopmentCertificate(home?: string): Promise<string> {
  // What it needs to load, and nothing else does.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    notBefore: new Date(now - 60_000),
    notAfter: new Date(now + validity * 86_400_000),
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
  const files = developmentCertificateFiles(home);
  mkdirSync(developmentCertificateFolder(home), { recursive: true, mode: 0o700 });
  writeFileSync(files.key, pem('PRIVATE KEY', key), { mode: 0o600 });
  writeFileSync(files.cert, `${certificate.toString('pem')}\n`);
  return files.cert;
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
