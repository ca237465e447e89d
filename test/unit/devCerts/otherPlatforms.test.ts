import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { macTrust } from '../../../server-runtime/devCerts/macTrust.ts';
import type { TrustStep } from '../../../server-runtime/devCerts/trustStep.ts';
import { windowsTrust } from '../../../server-runtime/devCerts/windowsTrust.ts';

const certificate = { file: 'localhost.crt', thumbprint: 'AB12', origin: 'ours' as const };
const lines = (steps: readonly TrustStep[]): string[] =>
  steps.flatMap(({ commands }) => commands.map((line) => line.join(' ')));

describe('Trust in the development certificate on macOS', () => {
  const trust = macTrust('/Users/me');
  const keychain = '/Users/me/Library/Keychains/login.keychain-db';

  it('is a setting of the login keychain, which macOS asks about', () => {
    const steps = trust.trust(certificate);
    assert.deepEqual(lines(steps), [
      `security add-trusted-cert -r trustRoot -p ssl -p basic -k ${keychain} localhost.crt`,
    ]);
    assert.match(steps[0]?.notice ?? '', /password/);
  });

  it('can be asked for and taken back', () => {
    assert.deepEqual(lines(trust.check(certificate)), [
      'security verify-cert -c localhost.crt -p ssl',
    ]);
    assert.deepEqual(lines(trust.untrust(certificate)), [
      `security delete-certificate -t -Z AB12 ${keychain}`,
    ]);
    assert.deepEqual(trust.untrust(undefined), []);
  });
});

describe('Trust in the development certificate on Windows', () => {
  const trust = windowsTrust();

  it("is a place in the user's root store, which Windows asks about", () => {
    const steps = trust.trust(certificate);
    assert.deepEqual(lines(steps), ['certutil -user -addstore Root localhost.crt']);
    assert.match(steps[0]?.notice ?? '', /Yes/);
  });

  it('can be asked for and taken back', () => {
    assert.deepEqual(lines(trust.check(certificate)), ['certutil -user -verifystore Root AB12']);
    assert.deepEqual(lines(trust.untrust(certificate)), ['certutil -user -delstore Root AB12']);
    assert.deepEqual(trust.untrust(undefined), []);
  });
});
