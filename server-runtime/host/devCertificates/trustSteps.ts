import path from 'node:path';

/** One command that makes somebody trust a certificate, or not any more. */
export interface TrustStep {
  /** Who: for people to read. */
  who: string;
  command: string;
  args: readonly string[];
  /** Whether `--clean` and `--check` may find nothing to do, which is no failure. */
  isOptional?: boolean;
  /** What would help where the command is missing. */
  install?: string;
}

/** Where things are on the machine. */
export interface TrustPlaces {
  platform: NodeJS.Platform;
  /** PEM file of the certificate. */
  certificate: string;
  /** SHA-1 of the certificate, hexadecimal without colons. */
  thumbprint: string;
  home: string;
  /** Databases of browsers on Linux: folders with a `cert9.db`. */
  nssDatabases: readonly string[];
  /** Linux: a folder of certificates for OpenSSL. */
  openSslFolder: string;
}

const nickname = 'Server Profiles development certificate';
const nssTools = 'apt-get install libnss3-tools, or the nss-tools package of your distribution';

/** What trusting the certificate takes. */
export function trustSteps(places: TrustPlaces): TrustStep[] {
  const { platform, certificate, nssDatabases, openSslFolder } = places;
  if (platform === 'darwin') {
    const args = ['add-trusted-cert', '-r', 'trustRoot', '-p', 'ssl', '-p', 'basic'];
    return [
      { who: 'macOS', command: 'security', args: [...args, '-k', keychain(places), certificate] },
    ];
  }
  if (platform === 'win32') {
    return [
      { who: 'Windows', command: 'certutil', args: ['-user', '-addstore', 'Root', certificate] },
    ];
  }
  return [
    ...nssDatabases.map((folder) => ({
      who: `the browser of ${folder}`,
      command: 'certutil',
      args: ['-d', `sql:${folder}`, '-A', '-t', 'P,,', '-n', nickname, '-i', certificate],
      install: nssTools,
    })),
    { who: 'OpenSSL', command: 'openssl', args: ['rehash', openSslFolder] },
  ];
}

/** What taking the trust back takes. */
export function untrustSteps(places: TrustPlaces): TrustStep[] {
  const { platform, thumbprint, nssDatabases } = places;
  if (platform === 'darwin') {
    const args = ['delete-certificate', '-t', '-Z', thumbprint, keychain(places)];
    return [{ who: 'macOS', command: 'security', args, isOptional: true }];
  }
  if (platform === 'win32') {
    const args = ['-user', '-delstore', 'Root', thumbprint];
    return [{ who: 'Windows', command: 'certutil', args, isOptional: true }];
  }
  return nssDatabases.map((folder) => ({
    who: `the browser of ${folder}`,
    command: 'certutil',
    args: ['-d', `sql:${folder}`, '-D', '-n', nickname],
    isOptional: true,
    install: nssTools,
  }));
}

/** Ends with 0 where the certificate is trusted; on Linux, one per browser. */
export function checkTrustSteps(places: TrustPlaces): TrustStep[] {
  const { platform, certificate, thumbprint, nssDatabases } = places;
  if (platform === 'darwin') {
    const args = ['verify-cert', '-c', certificate, '-p', 'ssl'];
    return [{ who: 'macOS', command: 'security', args }];
  }
  if (platform === 'win32') {
    const args = ['-user', '-verifystore', 'Root', thumbprint];
    return [{ who: 'Windows', command: 'certutil', args }];
  }
  return nssDatabases.map((folder) => ({
    who: `the browser of ${folder}`,
    command: 'certutil',
    args: ['-d', `sql:${folder}`, '-L', '-n', nickname],
    install: nssTools,
  }));
}

function keychain({ home }: TrustPlaces): string {
  return path.join(home, 'Library', 'Keychains', 'login.keychain-db');
}
