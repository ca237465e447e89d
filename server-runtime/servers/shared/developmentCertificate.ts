import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';

/** A certificate for `https://localhost` while developing. */
export interface DevelopmentCertificate {
  /** Who made it: `dotnet dev-certs`, or `host.js dev-certs`. */
  origin: 'dotnet' | 'ours';
  certificate: X509Certificate;
  /** File that holds it. */
  file: string;
  /** For `node:tls`. */
  keys: { pfx: Buffer; passphrase: string } | { cert: Buffer; key: Buffer };
}

// The extension by which ASP.NET Core knows its development certificates: 1.3.6.1.4.1.311.84.1.1, as DER.
const markerExtension = Buffer.from('060a2b0601040182375401', 'hex');

/** Where `host.js dev-certs` keeps its own. */
export function developmentCertificateFolder(home = homedir()): string {
  return path.join(home, '.server-profiles', 'dev-certs');
}

/** The files of our own certificate and its key. */
export function developmentCertificateFiles(home = homedir()): { cert: string; key: string } {
  const folder = developmentCertificateFolder(home);
  return { cert: path.join(folder, 'localhost.crt'), key: path.join(folder, 'localhost.key') };
}

/**
 * The development certificate that is valid now: that of `dotnet dev-certs` where it keeps it in files (Linux and macOS), else
 * our own. Undefined when there is none.
 */
export function findDevelopmentCertificate(
  home = homedir(),
  now = new Date(),
): DevelopmentCertificate | undefined {
  const isValid = ({ certificate }: DevelopmentCertificate): boolean =>
    new Date(certificate.validFrom) <= now && now < new Date(certificate.validTo);
  const found = [...readDotnetCertificates(home), ...readOwnCertificate(home)].filter(isValid);
  return found.toSorted(byOriginAndAge)[0];
}

function byOriginAndAge(a: DevelopmentCertificate, b: DevelopmentCertificate): number {
  if (a.origin !== b.origin) return a.origin === 'dotnet' ? -1 : 1;
  return Date.parse(b.certificate.validTo) - Date.parse(a.certificate.validTo);
}

function readDotnetCertificates(home: string): DevelopmentCertificate[] {
  const folders = [
    path.join(home, '.dotnet', 'corefx', 'cryptography', 'x509stores', 'my'),
    path.join(home, '.aspnet', 'dev-certs', 'https'),
  ];
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.pfx'))
        .map((name) => path.join(folder, name)),
    )
    .map(readPfx)
    .filter((found) => found !== undefined);
}

function readPfx(file: string): DevelopmentCertificate | undefined {
  try {
    const keys = { pfx: readFileSync(file), passphrase: '' };
    const certificate = certificateOf(keys);
    if (!certificate?.raw.includes(markerExtension)) return undefined;
    return { origin: 'dotnet', certificate, file, keys };
  } catch {
    // Somebody else's certificate, with a password or in a format of its own.
    return undefined;
  }
}

function readOwnCertificate(home: string): DevelopmentCertificate[] {
  const files = developmentCertificateFiles(home);
  try {
    const keys = { cert: readFileSync(files.cert), key: readFileSync(files.key) };
    const certificate = new X509Certificate(keys.cert);
    if (!certificate.checkPrivateKey(createPrivateKey(keys.key))) return [];
    return [{ origin: 'ours', certificate, file: files.cert, keys }];
  } catch {
    return [];
  }
}

/** Node reads PFX files but does not show what is in them, except to the two ends of a connection. */
function certificateOf(keys: { pfx: Buffer; passphrase: string }): X509Certificate | undefined {
  const end = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  const socket = new TLSSocket(end, { secureContext: createSecureContext(keys), isServer: true });
  const certificate = socket.getX509Certificate();
  socket.destroy();
  return certificate;
}
