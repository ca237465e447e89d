import path from 'node:path/posix';
import type { CommandLine, TrustedCertificate } from './trustStep.ts';

/** A certificate database of NSS, which browsers on Linux look into. */
export interface NssDatabase {
  folder: string;
  browser: 'Chromium' | 'Firefox';
  /** False when the browser is there and was never started. */
  exists: boolean;
  /** Certificates of ours in it. */
  ourNicknames: readonly string[];
}

/** Where certificates of the machine are put for all that asks the system, and what takes them over from there. */
export interface SystemStore {
  folder: string;
  update: CommandLine;
  /** After one was taken out. */
  updateAnew: CommandLine;
}

/** Those of the distributions: Debian and Alpine, openSUSE, Fedora, Arch. */
export const systemStores: readonly SystemStore[] = [
  {
    folder: '/usr/local/share/ca-certificates',
    update: ['update-ca-certificates'],
    updateAnew: ['update-ca-certificates', '--fresh'],
  },
  {
    folder: '/etc/pki/trust/anchors',
    update: ['update-ca-certificates'],
    updateAnew: ['update-ca-certificates', '--fresh'],
  },
  {
    folder: '/etc/pki/ca-trust/source/anchors',
    update: ['update-ca-trust'],
    updateAnew: ['update-ca-trust'],
  },
  {
    folder: '/etc/ca-certificates/trust-source/anchors',
    update: ['update-ca-trust'],
    updateAnew: ['update-ca-trust'],
  },
];

/** What there is on a Linux machine. */
export interface LinuxFacts {
  /** Whether this process may change the system's own store. */
  isRoot: boolean;
  hasCertutil: boolean;
  hasOpenSsl: boolean;
  nssDatabases: readonly NssDatabase[];
  systemStore: SystemStore | undefined;
  /** Whether the system's store has a certificate of ours. */
  isInSystemStore: boolean;
  /** Folder of certificates for `SSL_CERT_DIR`. */
  openSslFolder: string;
}

/** The file of our certificate in a system's store. */
export function systemStoreFile({ folder }: SystemStore): string {
  return path.join(folder, 'server-profiles-localhost.crt');
}

const ourPrefix = 'server-profiles-localhost-';

/** The name of a certificate in an NSS database; .NET's has the name that .NET gives it. */
export function nicknameOf({
  origin,
  thumbprint,
}: Pick<TrustedCertificate, 'origin' | 'thumbprint'>): string {
  return (origin === 'dotnet' ? 'aspnetcore-localhost-' : ourPrefix) + thumbprint;
}

/** Finds the certificates of ours in what `certutil -L` prints: nickname and trust, one per line. */
export function readOurNicknames(listing: string): string[] {
  return listing
    .split('\n')
    .map((line) => line.split(/\s/, 1)[0] ?? '')
    .filter((name) => name.startsWith(ourPrefix));
}
