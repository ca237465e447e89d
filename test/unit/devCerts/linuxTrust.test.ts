import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type LinuxFacts,
  readOurNicknames,
  systemStores,
} from '../../../server-runtime/devCerts/linuxFacts.ts';
import { linuxTrust } from '../../../server-runtime/devCerts/linuxTrust.ts';
import type { TrustStep } from '../../../server-runtime/devCerts/trustStep.ts';

const certificate = { file: '/home/me/localhost.crt', thumbprint: 'AB12', origin: 'ours' as const };
const [debian, , fedora] = systemStores;
const chromium = {
  folder: '/home/me/.pki/nssdb',
  browser: 'Chromium' as const,
  exists: true,
  ourNicknames: [],
};
const firefox = { ...chromium, folder: '/home/me/.mozilla/firefox/a', browser: 'Firefox' as const };
const bare: LinuxFacts = {
  isRoot: false,
  hasCertutil: true,
  hasOpenSsl: true,
  nssDatabases: [],
  systemStore: undefined,
  isInSystemStore: false,
  openSslFolder: '/home/me/trust',
};

const lines = (steps: readonly TrustStep[]): string[] =>
  steps.flatMap(({ commands }) => commands.map((line) => line.join(' ')));

describe('Trust in the development certificate on Linux', () => {
  it('is put into the database of each browser, and a folder for OpenSSL', () => {
    const facts = { ...bare, nssDatabases: [chromium, firefox] };
    assert.deepEqual(lines(linuxTrust(facts).trust(certificate)), [
      'certutil -d sql:/home/me/.pki/nssdb -A -t P,, -n server-profiles-localhost-AB12 -i /home/me/localhost.crt',
      'certutil -d sql:/home/me/.mozilla/firefox/a -A -t C,, -n server-profiles-localhost-AB12 -i /home/me/localhost.crt',
      'mkdir -p -m 700 /home/me/trust',
      'cp /home/me/localhost.crt /home/me/trust/localhost.pem',
      'openssl rehash /home/me/trust',
    ]);
    assert.deepEqual(lines(linuxTrust(facts).check(certificate)), [
      'certutil -d sql:/home/me/.pki/nssdb -L -n server-profiles-localhost-AB12',
      'certutil -d sql:/home/me/.mozilla/firefox/a -L -n server-profiles-localhost-AB12',
      'openssl verify /home/me/localhost.crt',
    ]);
  });

  it('makes the database of a browser that was never started', () => {
    const facts = { ...bare, nssDatabases: [{ ...chromium, exists: false }] };
    assert.deepEqual(lines(linuxTrust(facts).trust(certificate)).slice(0, 2), [
      'mkdir -p -m 700 /home/me/.pki/nssdb',
      'certutil -d sql:/home/me/.pki/nssdb -N --empty-password',
    ]);
  });

  it('has the name that .NET gives when the certificate is that of .NET', () => {
    const facts = { ...bare, nssDatabases: [chromium] };
    const [first] = lines(linuxTrust(facts).trust({ ...certificate, origin: 'dotnet' }));
    assert.match(first ?? '', /-n aspnetcore-localhost-AB12 /);
  });

  it('needs certutil for browsers, and is incomplete without', () => {
    const facts = { ...bare, hasCertutil: false, nssDatabases: [chromium] };
    const [step] = linuxTrust(facts).trust(certificate);
    assert.match(step?.needs ?? '', /libnss3-tools/);
    assert.notEqual(step?.isOptional, true);
  });

  it('is for root to give in the name of the system', () => {
    const facts = { ...bare, systemStore: debian };
    const step = linuxTrust(facts).trust(certificate).at(-1);
    assert.deepEqual(step && { ...step, commands: lines([step]) }, {
      who: "The system's store (curl, git, Python)",
      needs: 'root',
      isOptional: true,
      commands: [
        'sudo install -m 644 /home/me/localhost.crt /usr/local/share/ca-certificates/server-profiles-localhost.crt',
        'sudo update-ca-certificates',
      ],
    });
  });

  it('is given by root at once', () => {
    const facts = { ...bare, isRoot: true, systemStore: fedora };
    const step = linuxTrust(facts).trust(certificate).at(-1);
    assert.equal(step?.needs, undefined);
    assert.deepEqual(lines(step ? [step] : []), [
      'install -m 644 /home/me/localhost.crt /etc/pki/ca-trust/source/anchors/server-profiles-localhost.crt',
      'update-ca-trust',
    ]);
  });

  it('is taken back wherever a certificate of ours is, and nowhere else', () => {
    const stale = { ...chromium, ourNicknames: ['server-profiles-localhost-1'] };
    const facts = { ...bare, isRoot: true, nssDatabases: [stale, firefox], systemStore: debian };
    assert.deepEqual(lines(linuxTrust(facts).untrust(undefined)), [
      'certutil -d sql:/home/me/.pki/nssdb -D -n server-profiles-localhost-1',
    ]);
    assert.deepEqual(lines(linuxTrust({ ...facts, isInSystemStore: true }).untrust(undefined)), [
      'certutil -d sql:/home/me/.pki/nssdb -D -n server-profiles-localhost-1',
      'rm -f /usr/local/share/ca-certificates/server-profiles-localhost.crt',
      'update-ca-certificates --fresh',
    ]);
  });
});

describe('readOurNicknames', () => {
  it('finds our certificates in the list of certutil', () => {
    const listing = `
Certificate Nickname                                         Trust Attributes
                                                             SSL,S/MIME,JAR/XPI

aspnetcore-localhost-0A                                      P,,
My own authority                                             C,,
server-profiles-localhost-1B                                 P,,
server-profiles-localhost-2C                                 C,,
`;
    assert.deepEqual(readOurNicknames(listing), [
      'server-profiles-localhost-1B',
      'server-profiles-localhost-2C',
    ]);
    assert.deepEqual(readOurNicknames(''), []);
  });
});
