import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import {
  developmentCertificateFolder,
  type DevelopmentCertificate,
} from '../../servers/shared/developmentCertificate.ts';
import {
  checkTrustSteps,
  trustSteps,
  untrustSteps,
  type TrustPlaces,
  type TrustStep,
} from './trustSteps.ts';

/** What became of a step. */
export interface TrustResult {
  who: string;
  isDone: boolean;
  /** Why not, and what would help. */
  reason: string;
}

/** Makes browsers and libraries of this user trust the certificate. */
export function trustCertificate(found: DevelopmentCertificate): TrustResult[] {
  return withPlaces(found, (places) => {
    if (places.platform === 'linux') {
      mkdirSync(places.openSslFolder, { recursive: true });
      copyFileSync(places.certificate, path.join(places.openSslFolder, 'localhost.pem'));
    }
    return trustSteps(places).map(runStep);
  });
}

/** Takes the trust back, as far as there is any. */
export function untrustCertificate(found: DevelopmentCertificate): TrustResult[] {
  return withPlaces(found, (places) => {
    rmSync(places.openSslFolder, { recursive: true, force: true });
    return untrustSteps(places).map(runStep);
  });
}

/** Asks who trusts the certificate. */
export function checkTrust(found: DevelopmentCertificate): TrustResult[] {
  return withPlaces(found, (places) => {
    const results = checkTrustSteps(places).map(runStep);
    if (places.platform !== 'linux') return results;
    const isDone = existsSync(path.join(places.openSslFolder, 'localhost.pem'));
    return [
      ...results,
      { who: 'OpenSSL', isDone, reason: isDone ? '' : 'it has not been told to' },
    ];
  });
}

/** Folder to name in SSL_CERT_DIR, so that OpenSSL, and what is built on it, trusts the certificate. */
export function openSslFolder(home = homedir()): string {
  return path.join(developmentCertificateFolder(home), 'trust');
}

function withPlaces(
  { certificate }: DevelopmentCertificate,
  use: (places: TrustPlaces) => TrustResult[],
): TrustResult[] {
  const home = homedir();
  const folder = mkdtempSync(path.join(tmpdir(), 'dev-certs-'));
  try {
    const file = path.join(folder, 'localhost.pem');
    writeFileSync(file, certificate.toString());
    return use({
      platform: process.platform,
      certificate: file,
      thumbprint: certificate.fingerprint.replaceAll(':', ''),
      home,
      nssDatabases: findNssDatabases(home),
      openSslFolder: openSslFolder(home),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Chromium's own, and one for each profile of Firefox, as packages and as snaps. */
function findNssDatabases(home: string): string[] {
  const profiles = ['.mozilla/firefox', 'snap/firefox/common/.mozilla/firefox']
    .map((folder) => path.join(home, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)));
  const chromium = ['.pki/nssdb', 'snap/chromium/current/.pki/nssdb'].map((folder) =>
    path.join(home, folder),
  );
  return [...chromium, ...profiles].filter((folder) => existsSync(path.join(folder, 'cert9.db')));
}

function runStep({ who, command, args, isOptional, install }: TrustStep): TrustResult {
  const { error, status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (error) {
    const help = install ? `; ${install}` : '';
    return { who, isDone: false, reason: `${command} is not there${help}` };
  }
  const isDone = status === 0 || isOptional === true;
  return { who, isDone, reason: isDone ? '' : `${command}: ${stderr.trim() || `exit ${status}`}` };
}
