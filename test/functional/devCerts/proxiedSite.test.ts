import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { developmentCertificateFiles } from '../../../server-runtime/servers/shared/developmentCertificate.ts';
import { createCertificate } from '../../support/certificate.ts';
import { getText } from '../host/get.ts';
import { runHost, startHost } from '../host/hostRun.ts';
import { launchSettings, makeProject, startupAnswering } from '../host/makeProject.ts';
import { freePort } from '../host/processes.ts';
import { getTrusting } from './getTrusting.ts';

const settingsFile = path.join('Properties', 'launchSettings.json');

function project(t: TestContext, applicationUrl: string): string {
  return makeProject(t, {
    'startup.mjs': startupAnswering('hello'),
    [settingsFile]: launchSettings(
      { express: { commandName: 'IISExpress' } },
      { iisSettings: { iisExpress: { applicationUrl, sslPort: 0 } } },
    ),
  });
}

/** A home folder of its own, for HOME and Windows' USERPROFILE. */
function makeHome(t: TestContext): { home: string; env: NodeJS.ProcessEnv } {
  const home = makeProject(t, {});
  return { home, env: { HOME: home, USERPROFILE: home } };
}

/** Puts a certificate where the development certificate is kept; resolves with it. */
async function keepCertificate(home: string): Promise<string> {
  const { cert, key } = await createCertificate();
  const files = developmentCertificateFiles(home);
  mkdirSync(path.dirname(files.cert), { recursive: true });
  writeFileSync(files.cert, cert);
  writeFileSync(files.key, key);
  return cert;
}

describe('A proxied site with an https address', { timeout: 120_000 }, () => {
  it('serves it with the development certificate, beside http', async (t) => {
    const { home, env } = makeHome(t);
    const ca = await keepCertificate(home);
    const [plain, secure] = [await freePort(), await freePort()];
    const urls = `http://127.0.0.1:${plain};https://127.0.0.1:${secure}`;
    const host = startHost(t, ['run', '--project', project(t, urls)], { env });
    await host.output(/Application started/);
    assert.equal(await getText(`http://127.0.0.1:${plain}`), 'hello');
    assert.equal(await getTrusting(`https://127.0.0.1:${secure}`, ca), 'hello');
    const { code, stderr } = await host.stop();
    assert.equal(code, 0);
    assert.doesNotMatch(stderr, /left out/);
  });

  it('serves the sslPort, and the app sees the scheme and the port to redirect to', async (t) => {
    const { home, env } = makeHome(t);
    const ca = await keepCertificate(home);
    const [plain, sslPort] = [await freePort(), await freePort()];
    const iisExpress = { applicationUrl: `http://localhost:${plain}/`, sslPort };
    const folder = makeProject(t, {
      'startup.mjs': `export class Startup {
  configure(app) {
    app.run(async ({ request, response }) => {
      const port = process.env.ASPNETCORE_ANCM_HTTPS_PORT;
      await response.write(request.scheme + ' ' + request.host + ' ' + port);
    });
  }
}
`,
      [settingsFile]: launchSettings(
        { express: { commandName: 'IISExpress' } },
        { iisSettings: { iisExpress } },
      ),
    });
    const host = startHost(t, ['run', '--project', folder], { env });
    await host.output(/Application started/);
    assert.equal(await getText(`http://localhost:${plain}`), `http localhost:${plain} ${sslPort}`);
    assert.equal(
      await getTrusting(`https://localhost:${sslPort}`, ca),
      `https localhost:${sslPort} ${sslPort}`,
    );
  });

  it('serves https alone', async (t) => {
    const { home, env } = makeHome(t);
    const ca = await keepCertificate(home);
    const url = `https://127.0.0.1:${await freePort()}`;
    const host = startHost(t, ['run', '--project', project(t, url)], { env });
    assert.equal(await host.listening(), url);
    assert.equal(await getTrusting(url, ca), 'hello');
  });

  it('leaves it out without a certificate, and says what makes one', async (t) => {
    const { env } = makeHome(t);
    const plain = `http://127.0.0.1:${await freePort()}`;
    const secure = `https://127.0.0.1:${await freePort()}`;
    const host = startHost(t, ['run', '--project', project(t, `${secure};${plain}`)], { env });
    assert.equal(await host.listening(), plain);
    const warnings = host.stderr.split('\n').filter((line) => line.startsWith('warning: '));
    assert.deepEqual(warnings, [
      `warning: ${secure} is left out: there is no development certificate. Run 'node host.js dev-certs https --trust' to make one.`,
    ]);
  });

  it('fails without a certificate when https is all that there is', async (t) => {
    const { env } = makeHome(t);
    const url = `https://127.0.0.1:${await freePort()}`;
    const { code, stderr } = await runHost(t, ['run', '--project', project(t, url)], { env });
    assert.equal(code, 1);
    assert.match(stderr, /^error: The site cannot listen on https:\S+: there is no development/);
    assert.match(stderr, /dev-certs https --trust/);
  });
});
