import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { chromium } from 'playwright-core';
import { createDevelopmentCertificate } from '../../../server-runtime/devCerts/createDevelopmentCertificate.ts';
import { developmentCertificateFiles } from '../../../server-runtime/servers/shared/developmentCertificate.ts';
import { startKestrel } from '../../support/kestrelApp.ts';
import { findProgram } from '../../../scripts/support/systemPrograms.mjs';
import { newUser } from './newUser.ts';

const isLinux = process.platform === 'linux';
const certutil = isLinux && findProgram('certutil');
const openssl = isLinux && findProgram('openssl');
const chromiumFile = isLinux && (findProgram('chromium') ?? findProgram('google-chrome'));
const skipWithout = (program: string | false | undefined, name: string): string | false =>
  program ? false : `${name} is not here; to enable, on Linux: install ${packageOf[name] ?? name}`;
const packageOf: Readonly<Record<string, string>> = {
  certutil: 'libnss3-tools',
  'certutil or chromium': 'libnss3-tools and chromium',
};

function makeDatabase(home: string, folder: string): string {
  const database = `sql:${path.join(home, folder)}`;
  mkdirSync(path.join(home, folder), { recursive: true });
  execFileSync('certutil', ['-d', database, '-N', '--empty-password']);
  return database;
}

function list(database: string): string {
  return execFileSync('certutil', ['-d', database, '-L'], { encoding: 'utf8' });
}

/** What a Chromium of the user with this home shows; rejects with its error. */
async function showPage(
  t: TestContext,
  executablePath: string,
  home: string,
  url: string,
): Promise<string> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    env: { ...process.env, HOME: home },
    timeout: 60_000,
  });
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(url, { timeout: 30_000 });
  const text = await page.innerText('p');
  await browser.close();
  return text;
}

describe('host dev-certs https --trust', { timeout: 180_000 }, () => {
  it(
    'makes the browsers of the user trust it, and --clean takes that back',
    { skip: skipWithout(certutil, 'certutil') },
    (t) => {
      const { home, run } = newUser(t, ['certutil', 'openssl']);
      const databases = ['.pki/nssdb', '.mozilla/firefox/a.default'].map((folder) =>
        makeDatabase(home, folder),
      );
      assert.equal(run('https').code, 0);
      assert.equal(run('https', '--check', '--trust').code, 7);
      const trusted = run('https', '--trust');
      assert.equal(trusted.code, 0, trusted.output);
      assert.match(trusted.output, /^ {2}certutil -d sql:/m);
      assert.match(list(databases[0]!), /^server-profiles-localhost-[0-9A-F]{40} +P,,/m);
      assert.match(list(databases[1]!), /^server-profiles-localhost-[0-9A-F]{40} +C,,/m);
      assert.equal(run('https', '--check', '--trust').code, 0);
      // Again is no mistake.
      assert.equal(run('https', '--trust').code, 0);
      const cleaned = run('https', '--clean');
      assert.equal(cleaned.code, 0, cleaned.output);
      for (const database of databases) assert.doesNotMatch(list(database), /server-profiles/);
    },
  );

  it(
    'leaves no trust in a certificate that is replaced',
    { skip: skipWithout(certutil, 'certutil') },
    async (t) => {
      const { home, run } = newUser(t, ['certutil', 'openssl']);
      const database = makeDatabase(home, '.pki/nssdb');
      const old = await createDevelopmentCertificate({ home, now: new Date(0) });
      const nickname = 'server-profiles-localhost-0123';
      execFileSync('certutil', ['-d', database, '-A', '-t', 'P,,', '-n', nickname, '-i', old]);
      assert.equal(run('https', '--trust').code, 0);
      const names = list(database).match(/^server-profiles-\S+/gm);
      assert.equal(names?.length, 1);
      assert.notEqual(names?.[0], nickname);
    },
  );

  it('says what is missing when it cannot', { skip: !isLinux && 'Linux only' }, (t) => {
    const { home, run } = newUser(t);
    mkdirSync(path.join(home, '.pki/nssdb'), { recursive: true });
    execFileSync('touch', [path.join(home, '.pki/nssdb/cert9.db')]);
    const { code, output } = run('https', '--trust');
    assert.equal(code, 4);
    assert.match(output, /left to you, for this needs the command certutil \(apt-get install/);
    assert.match(output, /^ {2}certutil -d sql:\S+ -A -t P,, -n server-profiles-localhost-/m);
  });

  it(
    'makes OpenSSL trust it, as far as the environment says',
    { skip: skipWithout(openssl, 'openssl') },
    (t) => {
      const { home, env, run } = newUser(t, ['openssl']);
      const { output } = run('https', '--trust');
      const [, folders = ''] = /SSL_CERT_DIR=(\S+)/.exec(output) ?? [];
      const { cert } = developmentCertificateFiles(home);
      const verify = (more: NodeJS.ProcessEnv): number | null =>
        spawnSync(openssl as string, ['verify', '-verify_hostname', 'localhost', cert], {
          env: { ...env, ...more },
        }).status;
      assert.equal(verify({ SSL_CERT_DIR: folders }), 0);
      assert.notEqual(verify({ SSL_CERT_DIR: home }), 0);
    },
  );

  it(
    'makes a Chromium that was never started show the page',
    { skip: skipWithout(certutil && chromiumFile, 'certutil or chromium') },
    async (t) => {
      const { home, run } = newUser(t, ['certutil', 'openssl', 'chromium', 'google-chrome']);
      assert.equal(run('https').code, 0);
      const { cert, key } = developmentCertificateFiles(home);
      const { port } = await startKestrel(
        t,
        async ({ response }) => {
          response.headers.set('Content-Type', 'text/html');
          await response.write('<p>a trusted page</p>');
        },
        {
          addresses: ['https://127.0.0.1:0'],
          configure: (options) => (options.https = { cert, key }),
        },
      );
      const show = (): Promise<string> =>
        showPage(t, chromiumFile as string, home, `https://localhost:${port}/`);
      await assert.rejects(show(), /ERR_CERT_AUTHORITY_INVALID/);
      assert.equal(run('https', '--trust').code, 0);
      assert.equal(await show(), 'a trusted page');
    },
  );
});
