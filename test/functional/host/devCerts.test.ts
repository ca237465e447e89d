import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { startKestrel } from '../../support/kestrelApp.ts';

const main = path.join(import.meta.dirname, '../../../server-runtime/host/main.ts');

/** Runs the command for a user who has nothing yet. */
function newUser(t: TestContext): {
  home: string;
  run: (...args: string[]) => { code: number | null; output: string };
} {
  const home = mkdtempSync(path.join(tmpdir(), 'home-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const run = (...args: string[]): { code: number | null; output: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'dev-certs', ...args], {
      env: { ...process.env, HOME: home, USERPROFILE: home },
      encoding: 'utf8',
      timeout: 30_000,
    });
    return { code: status, output: stdout + stderr };
  };
  return { home, run };
}

describe('host dev-certs https', () => {
  it('makes a certificate, finds it again, and removes it', (t) => {
    const { home, run } = newUser(t);
    assert.equal(run('https', '--check').code, 6);
    const made = run('https');
    assert.equal(made.code, 0, made.output);
    assert.match(made.output, /generated successfully/);
    const key = path.join(home, '.server-profiles/dev-certs/localhost.key');
    if (process.platform !== 'win32') assert.equal(statSync(key).mode & 0o077, 0);
    assert.doesNotMatch(run('https').output, /generated/);
    assert.equal(run('https', '--check').code, 0);
    assert.equal(run('https', '--clean').code, 0);
    assert.equal(existsSync(key), false);
    assert.equal(run('https', '--check').code, 6);
  });

  it('makes a certificate that https://localhost is served with, and that holds for it', async (t) => {
    const { home, run } = newUser(t);
    run('https');
    const folder = path.join(home, '.server-profiles/dev-certs');
    const { port } = await startKestrel(t, ({ response }) => void response.write('secure'), {
      addresses: ['https://127.0.0.1:0'],
      configure: (options) =>
        (options.https = {
          cert: path.join(folder, 'localhost.crt'),
          key: path.join(folder, 'localhost.key'),
        }),
    });
    const ca = readFileSync(path.join(folder, 'localhost.crt'));
    for (const host of ['localhost', '127.0.0.1']) {
      const text = await new Promise((resolve, reject) => {
        request({ host, port, ca, agent: false, family: 4, timeout: 5000 }, (message) => {
          message.setEncoding('utf8').on('data', resolve);
        })
          .on('error', reject)
          .end();
      });
      assert.equal(text, 'secure');
    }
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
