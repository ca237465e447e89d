import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import {
  type DevelopmentCertificate,
  developmentCertificateFiles,
  developmentCertificateFolder,
} from '../servers/shared/developmentCertificate.ts';
import { linuxTrust } from './linuxTrust.ts';
import { macTrust } from './macTrust.ts';
import { openSslFolderOf, readLinuxFacts } from './readLinuxFacts.ts';
import { runTrustStep, type TrustResult } from './runTrustStep.ts';
import type { TrustPlatform, TrustStep, TrustedCertificate } from './trustStep.ts';
import { windowsTrust } from './windowsTrust.ts';

/** Makes browsers and libraries of this user trust the certificate. `announce` is called before each step. */
export function trustCertificate(
  found: DevelopmentCertificate,
  announce: (step: TrustStep) => void,
  home = homedir(),
): TrustResult[] {
  const file = certificateFile(found, developmentCertificateFolder(home));
  return runAll(platformOf(home).trust(describe(found, file)), announce);
}

/** Asks who trusts the certificate. */
export function checkTrust(found: DevelopmentCertificate, home = homedir()): TrustResult[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'dev-certs-'));
  try {
    const file = certificateFile(found, folder);
    return runAll(platformOf(home).check(describe(found, file)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Takes trust in certificates that are ours back and removes ours from the disk; valid or not. .NET's stays. */
export function removeOwnCertificate(home = homedir()): TrustResult[] {
  const results = runAll(platformOf(home).untrust(readOwn(home)));
  rmSync(developmentCertificateFolder(home), { recursive: true, force: true });
  return results;
}

/** Whether there is one of ours, be it valid or not. */
export function hasOwnCertificate(home = homedir()): boolean {
  return existsSync(developmentCertificateFiles(home).cert);
}

/** What makes programs on OpenSSL and on Node trust the certificate, as lines for a shell. */
export function trustVariables(found: DevelopmentCertificate, home = homedir()): string[] {
  const file = certificateFile(found, developmentCertificateFolder(home));
  return [
    `export SSL_CERT_DIR=${openSslFolderOf(home)}:/etc/ssl/certs`,
    `export NODE_EXTRA_CA_CERTS=${file}`,
  ];
}

function platformOf(home: string): TrustPlatform {
  if (process.platform === 'darwin') return macTrust(home);
  if (process.platform === 'win32') return windowsTrust();
  return linuxTrust(readLinuxFacts({ home }));
}

function runAll(
  steps: readonly TrustStep[],
  announce: (step: TrustStep) => void = () => {},
): TrustResult[] {
  return steps.map((step) => {
    announce(step);
    return runTrustStep(step);
  });
}

function describe(
  { certificate, origin }: DevelopmentCertificate,
  file: string,
): TrustedCertificate {
  return { file, origin, thumbprint: thumbprintOf(certificate) };
}

/** Ours is in a file that all commands take; .NET's, with its key, in one that they do not. */
function certificateFile(
  { origin, certificate, file }: DevelopmentCertificate,
  folder: string,
): string {
  if (origin === 'ours') return file;
  const copy = path.join(folder, 'dotnet.crt');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(copy, certificate.toString());
  return copy;
}

function readOwn(home: string): TrustedCertificate | undefined {
  const { cert } = developmentCertificateFiles(home);
  try {
    const thumbprint = thumbprintOf(new X509Certificate(readFileSync(cert)));
    return { file: cert, origin: 'ours', thumbprint };
  } catch {
    // Not there, or not a certificate.
    return undefined;
  }
}

function thumbprintOf({ fingerprint }: X509Certificate): string {
  return fingerprint.replaceAll(':', '');
}
