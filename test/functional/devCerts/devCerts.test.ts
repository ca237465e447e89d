import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createDevelopmentCertificate } from '../../../server-runtime/devCerts/createDevelopmentCertificate.ts';
import { developmentCertificateFiles } from '../../../server-runtime/servers/shared/developmentCertificate.ts';
import { startKestrel } from '../../support/kestrelApp.ts';
import { runHost, startHost } from '../host/hostRun.ts';
import { launchSettings, makeProject, startupAnswering } from '../host/makeProject.ts';
import { freePort } from '../host/processes.ts';
import { getTrusting } from './getTrusting.ts';
import { newUser } from './newUser.ts';

const day = 86_400_000;

describe('host dev-certs https', { timeout: 120_000 }, () => {
  it('makes a certificate, finds it again, and removes it', (t) => {
    const { home, run } = newUser(t);
    const { cert, key } = developmentCertificateFiles(home);
    assert.deepEqual(run('https', '--check'), { code: 6, output: 'No valid certificate found.\n' });
    const made = run('https');
    assert.equal(made.code, 0, made.output);
    assert.match(made.output, /generated successfully/);
    assert.ok(made.output.includes(cert), made.output);
    const first = readFileSync(key);
    assert.doesNotMatch(run('https').output, /generated/);
    assert.deepEqual(readFileSync(key), first);
    assert.equal(run('https', '--check').code, 0);
    assert.equal(run('https', '--clean').code, 0);
    assert.equal(existsSync(key), false);
    assert.equal(run('https', '--check').code, 6);
    assert.match(run('https', '--clean').output, /no certificate to remove/);
  });

  it('replaces a certificate that is out of date', async (t) => {
    const { home, run } = newUser(t);
    await createDevelopmentCertificate({ home, now: new Date(Date.now() - 366 * day) });
    const old = readFileSync(developmentCertificateFiles(home).cert, 'utf8');
    assert.equal(run('https', '--check').code, 6);
    const { code, output } = run('https');
    assert.equal(code, 0);
    assert.match(output, /not valid any more: it was removed\.\n.*generated successfully/s);
    assert.notEqual(readFileSync(developmentCertificateFiles(home).cert, 'utf8'), old);
    assert.equal(run('https', '--check').code, 0);
  });

  it('makes a certificate that Kestrel serves https with, and that holds for this machine', async (t) => {
    const { home, run } = newUser(t);
    assert.equal(run('https').code, 0);
    const { cert, key } = developmentCertificateFiles(home);
    const { port } = await startKestrel(t, ({ response }) => void response.write('secure'), {
      addresses: ['https://127.0.0.1:0'],
      configure: (options) => (options.https = { cert, key }),
    });
    const ca = readFileSync(cert, 'utf8');
    for (const host of ['localhost', '127.0.0.1', 'app.dev.localhost']) {
      assert.equal(await getTrusting(`https://${host}:${port}`, ca), 'secure', host);
    }
  });

  it('makes what a Project profile with an https address needs', async (t) => {
    const { home, env, run } = newUser(t);
    const url = `https://127.0.0.1:${await freePort()}`;
    const project = makeProject(t, {
      'startup.mjs': startupAnswering('hello'),
      'Properties/launchSettings.json': launchSettings({
        web: { commandName: 'Project', applicationUrl: url },
      }),
    });
    const args = ['run', '--project', project];
    const without = await runHost(t, args, { env });
    assert.equal(without.code, 1);
    assert.match(without.stderr, /dev-certs https/);
    assert.equal(run('https').code, 0);
    const host = startHost(t, args, { env });
    assert.equal(await host.listening(), url);
    const ca = readFileSync(developmentCertificateFiles(home).cert, 'utf8');
    assert.equal(await getTrusting(url, ca), 'hello');
  });

  it('says what is wrong with its arguments', (t) => {
    const { run } = newUser(t);
    assert.deepEqual(run(), {
      code: 2,
      output: "error: 'dev-certs' needs to know what for; use 'dev-certs https'\n",
    });
    assert.equal(run('https', '--clean', '--trust').code, 2);
  });
});
