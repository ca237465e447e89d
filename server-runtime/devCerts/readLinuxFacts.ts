import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { developmentCertificateFolder } from '../servers/shared/developmentCertificate.ts';
import {
  type LinuxFacts,
  type NssDatabase,
  readOurNicknames,
  type SystemStore,
  systemStoreFile,
  systemStores,
} from './linuxFacts.ts';

// As packages, as snaps and as Flatpaks.
const chromiumFolders = [
  '.pki/nssdb',
  '.local/share/pki/nssdb',
  'snap/chromium/current/.pki/nssdb',
  '.var/app/org.chromium.Chromium/.pki/nssdb',
];
const firefoxFolders = [
  '.mozilla/firefox',
  '.config/mozilla/firefox',
  'snap/firefox/common/.mozilla/firefox',
  '.var/app/org.mozilla.firefox/.mozilla/firefox',
];
const chromiumPrograms = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];

export interface FactsOptions {
  home: string;
  /** Default: this process's. */
  env?: NodeJS.ProcessEnv;
}

/** Looks around on a Linux machine. */
export function readLinuxFacts({ home, env = process.env }: FactsOptions): LinuxFacts {
  const has = (command: string): boolean => isOnPath(command, env);
  const hasCertutil = has('certutil');
  const isRoot = process.getuid?.() === 0;
  const systemStore = findSystemStore(has, isRoot);
  return {
    isRoot,
    hasCertutil,
    hasOpenSsl: has('openssl'),
    nssDatabases: findNssDatabases(home, chromiumPrograms.some(has)).map((database) => ({
      ...database,
      ourNicknames: database.exists && hasCertutil ? listOurs(database.folder, env) : [],
    })),
    systemStore,
    isInSystemStore: systemStore !== undefined && existsSync(systemStoreFile(systemStore)),
    openSslFolder: openSslFolderOf(home),
  };
}

/** Folder to name in `SSL_CERT_DIR`, so that OpenSSL, and what is built on it, trusts the certificate. */
export function openSslFolderOf(home: string): string {
  return path.join(developmentCertificateFolder(home), 'trust');
}

type FoundDatabase = Omit<NssDatabase, 'ourNicknames'>;

/** Where a Chromium was never started, the database that it will look into first. */
function findNssDatabases(home: string, hasChromium: boolean): FoundDatabase[] {
  const isDatabase = (folder: string): boolean => existsSync(path.join(folder, 'cert9.db'));
  const chromium = chromiumFolders
    .map((folder) => path.join(home, folder))
    .filter(isDatabase)
    .map((folder): FoundDatabase => ({ folder, browser: 'Chromium', exists: true }));
  if (chromium.length === 0 && hasChromium) {
    chromium.push({ folder: path.join(home, '.pki/nssdb'), browser: 'Chromium', exists: false });
  }
  const firefox = firefoxFolders
    .map((folder) => path.join(home, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)))
    .filter(isDatabase)
    .map((folder): FoundDatabase => ({ folder, browser: 'Firefox', exists: true }));
  return [...chromium, ...firefox];
}

function listOurs(folder: string, env: NodeJS.ProcessEnv): string[] {
  const { stdout } = spawnSync('certutil', ['-d', `sql:${folder}`, '-L'], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 30_000,
  });
  return readOurNicknames(stdout ?? '');
}

function findSystemStore(
  has: (command: string) => boolean,
  isRoot: boolean,
): SystemStore | undefined {
  // On Debian /usr/sbin is on root's PATH only, and on sudo's.
  const isThere = (command: string): boolean =>
    has(command) || (!isRoot && existsSync(`/usr/sbin/${command}`));
  return systemStores.find(({ folder, update }) => existsSync(folder) && isThere(update[0]));
}

function isOnPath(command: string, env: NodeJS.ProcessEnv): boolean {
  return (env['PATH'] ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
