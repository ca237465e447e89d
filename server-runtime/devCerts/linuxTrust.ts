import path from 'node:path/posix';
import { type LinuxFacts, type NssDatabase, nicknameOf, systemStoreFile } from './linuxFacts.ts';
import type { CommandLine, TrustPlatform, TrustStep, TrustedCertificate } from './trustStep.ts';

/** Trust on Linux: each browser has a database of its own; all else asks OpenSSL's folders or the system's store. */
export function linuxTrust(facts: LinuxFacts): TrustPlatform {
  return {
    trust: (certificate) => [
      ...facts.nssDatabases.map((database) => trustInBrowser(facts, database, certificate)),
      ...trustInOpenSsl(facts, certificate),
      ...trustInSystem(facts, certificate),
    ],
    check: (certificate) => checkSteps(facts, certificate),
    untrust: () => [
      ...facts.nssDatabases.flatMap((database) => untrustInBrowser(facts, database)),
      ...untrustInSystem(facts),
    ],
  };
}

function trustInBrowser(
  facts: LinuxFacts,
  { folder, browser, exists }: NssDatabase,
  certificate: TrustedCertificate,
): TrustStep {
  // A trusted peer is what it is; Firefox, though, only looks for trusted authorities.
  const trust = browser === 'Firefox' ? 'C,,' : 'P,,';
  const database = `sql:${folder}`;
  const name = nicknameOf(certificate);
  const create: CommandLine[] = [
    ['mkdir', '-p', '-m', '700', folder],
    ['certutil', '-d', database, '-N', '--empty-password'],
  ];
  return {
    who: `${browser} (${folder})`,
    commands: [
      ...(exists ? [] : create),
      ['certutil', '-d', database, '-A', '-t', trust, '-n', name, '-i', certificate.file],
    ],
    ...needsCertutil(facts),
  };
}

function untrustInBrowser(facts: LinuxFacts, database: NssDatabase): TrustStep[] {
  const { folder, browser, ourNicknames } = database;
  if (ourNicknames.length === 0) return [];
  return [
    {
      who: `${browser} (${folder})`,
      commands: ourNicknames.map((name) => ['certutil', '-d', `sql:${folder}`, '-D', '-n', name]),
      ...needsCertutil(facts),
    },
  ];
}

/** Without root: a folder that OpenSSL looks into once the person's environment names it. */
function trustInOpenSsl(facts: LinuxFacts, { file }: TrustedCertificate): TrustStep[] {
  const { openSslFolder, hasOpenSsl } = facts;
  const target = path.join(openSslFolder, 'localhost.pem');
  return [
    {
      who: 'OpenSSL (when SSL_CERT_DIR names our folder)',
      isOptional: true,
      commands: [
        ['mkdir', '-p', '-m', '700', openSslFolder],
        ['cp', file, target],
        ['openssl', 'rehash', openSslFolder],
      ],
      ...(!hasOpenSsl && { needs: 'the command openssl' }),
    },
  ];
}

function trustInSystem(facts: LinuxFacts, { file }: TrustedCertificate): TrustStep[] {
  const { systemStore } = facts;
  if (!systemStore) return [];
  const copy: CommandLine = ['install', '-m', '644', file, systemStoreFile(systemStore)];
  return [systemStep(facts, [copy, systemStore.update])];
}

function untrustInSystem(facts: LinuxFacts): TrustStep[] {
  const { systemStore, isInSystemStore } = facts;
  if (!systemStore || !isInSystemStore) return [];
  return [systemStep(facts, [['rm', '-f', systemStoreFile(systemStore)], systemStore.updateAnew])];
}

function systemStep({ isRoot }: LinuxFacts, commands: readonly CommandLine[]): TrustStep {
  return {
    who: "The system's store (curl, git, Python)",
    isOptional: true,
    commands: isRoot ? commands : commands.map((line) => ['sudo', ...line]),
    ...(!isRoot && { needs: 'root' }),
  };
}

function checkSteps(facts: LinuxFacts, certificate: TrustedCertificate): TrustStep[] {
  const name = nicknameOf(certificate);
  const browsers = facts.nssDatabases.map(({ folder, browser }): TrustStep => ({
    who: `${browser} (${folder})`,
    commands: [['certutil', '-d', `sql:${folder}`, '-L', '-n', name]],
    ...needsCertutil(facts),
  }));
  if (!facts.hasOpenSsl) return browsers;
  return [...browsers, { who: 'OpenSSL', commands: [['openssl', 'verify', certificate.file]] }];
}

function needsCertutil({ hasCertutil }: LinuxFacts): { needs?: string } {
  if (hasCertutil) return {};
  return {
    needs:
      'the command certutil (apt-get install libnss3-tools, or the package nss-tools or nss of your distribution)',
  };
}
