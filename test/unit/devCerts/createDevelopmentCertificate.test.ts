import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createDevelopmentCertificate } from '../../../server-runtime/devCerts/createDevelopmentCertificate.ts';
import {
  developmentCertificateFiles,
  developmentCertificateFolder,
  findDevelopmentCertificate,
} from '../../../server-runtime/servers/shared/developmentCertificate.ts';

const day = 86_400_000;

function makeHome(t: TestContext): string {
  const home = mkdtempSync(path.join(tmpdir(), 'home-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

describe('createDevelopmentCertificate', () => {
  it('makes a certificate for this machine alone, which signs nothing', async (t) => {
    const home = makeHome(t);
    const file = await createDevelopmentCertificate({ home });
    const certificate = new X509Certificate(readFileSync(file));
    for (const name of ['localhost', 'app.dev.localhost', 'host.docker.internal']) {
      assert.ok(certificate.checkHost(name), name);
    }
    for (const address of ['127.0.0.1', '::1']) assert.ok(certificate.checkIP(address), address);
    assert.equal(certificate.checkHost('example.com'), undefined);
    assert.equal(certificate.ca, false);
    assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1']);
    assert.ok(certificate.verify(certificate.publicKey), 'self-signed');
    const { key } = developmentCertificateFiles(home);
    assert.ok(certificate.checkPrivateKey(createPrivateKey(readFileSync(key))));
  });

  it('is found for a year', async (t) => {
    const home = makeHome(t);
    const now = new Date('2026-11-23T12:00:00Z');
    await createDevelopmentCertificate({ home, now });
    const after = (days: number): Date => new Date(now.getTime() + days * day);
    assert.equal(findDevelopmentCertificate(home, after(0))?.origin, 'ours');
    assert.ok(findDevelopmentCertificate(home, after(364)));
    assert.equal(findDevelopmentCertificate(home, after(365)), undefined);
    assert.equal(findDevelopmentCertificate(home, after(-1)), undefined);
  });

  it('is not found beside the key of another one', async (t) => {
    const home = makeHome(t);
    const { key } = developmentCertificateFiles(home);
    await createDevelopmentCertificate({ home });
    const old = readFileSync(key);
    await createDevelopmentCertificate({ home });
    writeFileSync(key, old);
    assert.equal(findDevelopmentCertificate(home), undefined);
  });

  it('gives each a subject of its own', async (t) => {
    const home = makeHome(t);
    const subject = async (): Promise<string> =>
      new X509Certificate(readFileSync(await createDevelopmentCertificate({ home }))).subject;
    const first = await subject();
    assert.match(first, /^CN=localhost$/m);
    assert.notEqual(first, await subject());
  });

  it(
    'leaves nothing for others to read, whatever the folder was like',
    { skip: process.platform === 'win32' },
    async (t) => {
      const home = makeHome(t);
      const folder = developmentCertificateFolder(home);
      mkdirSync(folder, { recursive: true });
      chmodSync(folder, 0o755);
      await createDevelopmentCertificate({ home });
      assert.equal(statSync(folder).mode & 0o777, 0o700);
      assert.equal(statSync(developmentCertificateFiles(home).key).mode & 0o777, 0o600);
      assert.deepEqual(readdirSync(folder).toSorted(), ['localhost.crt', 'localhost.key']);
    },
  );
});
