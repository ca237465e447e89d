import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  checkTrustSteps,
  trustSteps,
  untrustSteps,
  type TrustPlaces,
} from '../../../server-runtime/host/devCertificates/trustSteps.ts';

const places = (platform: NodeJS.Platform): TrustPlaces => ({
  platform,
  certificate: 'cert.pem',
  thumbprint: 'AB12',
  home: '/home/me',
  nssDatabases: ['/home/me/.pki/nssdb'],
  openSslFolder: '/home/me/trust',
});
const lines = (steps: ReturnType<typeof trustSteps>): string[] =>
  steps.map(({ command, args }) => [command, ...args].join(' '));

describe('Trust in the development certificate', () => {
  it('is a matter of browsers and OpenSSL on Linux', () => {
    const name = 'Server Profiles development certificate';
    const database = '-d sql:/home/me/.pki/nssdb';
    assert.deepEqual(lines(trustSteps(places('linux'))), [
      `certutil ${database} -A -t P,, -n ${name} -i cert.pem`,
      'openssl rehash /home/me/trust',
    ]);
    assert.deepEqual(lines(checkTrustSteps(places('linux'))), [
      `certutil ${database} -L -n ${name}`,
    ]);
    assert.deepEqual(lines(untrustSteps(places('linux'))), [`certutil ${database} -D -n ${name}`]);
  });

  it('is a matter of the keychain on macOS', () => {
    const [step] = lines(trustSteps(places('darwin')));
    assert.match(
      step ?? '',
      /^security add-trusted-cert -r trustRoot -p ssl .*login\.keychain-db cert\.pem$/,
    );
    assert.match(lines(untrustSteps(places('darwin')))[0] ?? '', /delete-certificate -t -Z AB12 /);
  });

  it("is a matter of the user's root store on Windows", () => {
    assert.deepEqual(lines(trustSteps(places('win32'))), [
      'certutil -user -addstore Root cert.pem',
    ]);
    assert.deepEqual(lines(untrustSteps(places('win32'))), ['certutil -user -delstore Root AB12']);
  });
});
