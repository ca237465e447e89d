import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';

/** Where a certificate is. */
export interface CertificateFiles {
  folder: string;
  cert: string;
  key: string;
  pfx: string;
}

/** Makes a certificate for a name with openssl; gone when the test ends. */
export function makeCertificate(
  t: TestContext,
  name: string,
  more: string[] = [],
): CertificateFiles {
  const folder = mkdtempSync(path.join(tmpdir(), 'https-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const files = { cert: 'c.pem', key: 'k.pem', pfx: 'p.pfx' };
  const openssl = (...args: string[]): unknown =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const names = `subjectAltName=DNS:${name}`;
  openssl(
    'req',
    '-x509',
    ...curve,
    '-subj',
    `/CN=${name}`,
    '-addext',
    names,
    ...more,
    '-days',
    '2',
    '-keyout',
    files.key,
    '-out',
    files.cert,
  );
  openssl(
    'pkcs12',
    '-export',
    '-in',
    files.cert,
    '-inkey',
    files.key,
    '-passout',
    'pass:secret',
    '-out',
    files.pfx,
  );
  return {
    folder,
    cert: path.join(folder, files.cert),
    key: path.join(folder, files.key),
    pfx: path.join(folder, files.pfx),
  };
}
