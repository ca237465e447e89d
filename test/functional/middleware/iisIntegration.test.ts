import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { IHttpMaxRequestBodySizeFeature } from '../../../server-runtime/http/features/httpMaxRequestBodySizeFeature.ts';
import { IHttpUpgradeFeature } from '../../../server-runtime/http/features/httpUpgradeFeature.ts';
import { ITlsConnectionFeature } from '../../../server-runtime/http/features/tlsConnectionFeature.ts';
import type { RequestDelegate } from '../../../server-runtime/http/requestDelegate.ts';
import type { LogEntry } from '../../../server-runtime/logging/logEntry.ts';
import { LoggerFactory } from '../../../server-runtime/logging/loggerFactory.ts';
import {
  iisIntegration,
  type IISIntegrationOptions,
} from '../../../server-runtime/middleware/iisIntegration/iisIntegration.ts';
import { readIISIntegration } from '../../../server-runtime/middleware/iisIntegration/readIISIntegration.ts';
import { servePipeline } from './servePipeline.ts';

/** DER as base64, as the front end passes it on: self-signed, CN=client. */
const certificate =
  'MIIBejCCAR+gAwIBAgIUVdeeT0Bazsf66720ZSkOcHD8BiAwCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGY2xpZW50' +
  'MCAXDTI2MTEyMzIwMTU0NFoYDzIxMjYxMDMwMjAxNTQ0WjARMQ8wDQYDVQQDDAZjbGllbnQwWTATBgcqhkjOPQIB' +
  'BggqhkjOPQMBBwNCAATC3DEtM4xe4CxEOuPiaBwvgF7Rf6fSk1+MLOtyOB5jMjh3PKEzwjyc49RPSDkepVOjEetU' +
  'wLddpS2FE3T1VYVao1MwUTAdBgNVHQ4EFgQUa7V9wx6OWPVjRdDZXsHXdu+FEDkwHwYDVR0jBBgwFoAUa7V9wx6O' +
  'WPVjRdDZXsHXdu+FEDkwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA8JW2VuW+v7A6aE4tSbiP' +
  'H8XIpwQ5bJ2afaTQCD62JPACIQCRT/H3niE210p7wJrNbkVdfjKKaRNR9gyvm4Z6I15vhA==';

const token = { 'MS-ASPNETCORE-TOKEN': 'secret-token' };

async function serve(
  t: TestContext,
  end: RequestDelegate,
  options: Partial<IISIntegrationOptions> = {},
) {
  const entries: LogEntry[] = [];
  const stops: string[] = [];
  const logger = new LoggerFactory()
    .addProvider({ name: 'test', write: (entry) => entries.push(entry) })
    .createLogger('a');
  const middleware = iisIntegration({
    token: 'secret-token',
    requestStop: () => stops.push('stop'),
    logger,
    ...options,
  });
  return { site: await servePipeline(t, [middleware], end), entries, stops };
}

const hello: RequestDelegate = async ({ response }) => {
  await response.write('hello');
};

describe('IIS integration', { timeout: 60_000 }, () => {
  it('lets requests with the token through', async (t) => {
    const { site } = await serve(t, hello);
    assert.equal((await site.get('/', { headers: token })).text, 'hello');
  });

  for (const headers of [
    {},
    { 'MS-ASPNETCORE-TOKEN': '' },
    { 'MS-ASPNETCORE-TOKEN': 'secret-tokem' },
    { 'MS-ASPNETCORE-TOKEN': 'Secret-token' },
    { 'MS-ASPNETCORE-TOKEN': ['secret-token', 'secret-token'] },
  ]) {
    it(`refuses ${JSON.stringify(headers)} with 400, and keeps the token out of the log`, async (t) => {
      const { site, entries } = await serve(t, hello);
      const { status, text } = await site.get('/', { headers });
      assert.deepEqual([status, text], [400, '']);
      assert.deepEqual(
        entries.map(({ level, message }) => [level, message]),
        [[4, "'MS-ASPNETCORE-TOKEN' does not match the expected pairing token, request rejected."]],
      );
    });
  }

  it('answers the shutdown message with 202 and stops', async (t) => {
    const { site, stops } = await serve(t, hello);
    const headers = { ...token, 'MS-ASPNETCORE-EVENT': 'Shutdown' };
    const { status } = await site.get('/iisintegration', { method: 'POST', headers });
    assert.equal(status, 202);
    assert.deepEqual(stops, ['stop']);
  });

  for (const [what, target, method, headers] of [
    ['a GET', '/iisintegration', 'GET', { 'MS-ASPNETCORE-EVENT': 'shutdown' }],
    ['another path', '/iisintegration/', 'POST', { 'MS-ASPNETCORE-EVENT': 'shutdown' }],
    ['another case of the path', '/IISIntegration', 'POST', { 'MS-ASPNETCORE-EVENT': 'shutdown' }],
    ['another event', '/iisintegration', 'POST', { 'MS-ASPNETCORE-EVENT': 'restart' }],
  ] as const) {
    it(`leaves ${what} to the app`, async (t) => {
      const { site, stops } = await serve(t, hello);
      const reply = await site.get(target, { method, headers: { ...token, ...headers } });
      assert.deepEqual([reply.status, reply.text, stops], [200, 'hello', []]);
    });
  }

  it('does not stop for a stranger', async (t) => {
    const { site, stops } = await serve(t, hello);
    const headers = { 'MS-ASPNETCORE-EVENT': 'shutdown' };
    assert.equal((await site.get('/iisintegration', { method: 'POST', headers })).status, 400);
    assert.deepEqual(stops, []);
  });

  it('leaves the body limit to the front end', async (t) => {
    const { site } = await serve(t, async ({ features, response }) => {
      const { maxRequestBodySize } = features.get(IHttpMaxRequestBodySizeFeature) ?? {};
      await response.write(String(maxRequestBodySize));
    });
    assert.equal((await site.get('/', { headers: token })).text, 'null');
  });

  it('takes over the certificate of the client', async (t) => {
    const { site, entries } = await serve(t, async ({ features, response }) => {
      const feature = features.get(ITlsConnectionFeature);
      const asked = await feature?.getClientCertificate();
      await response.write(`${feature?.clientCertificate?.subject} ${asked?.subject}`);
    });
    const ask = (value: string) =>
      site.get('/', { headers: { ...token, 'MS-ASPNETCORE-CLIENTCERT': value } });
    assert.equal((await ask(certificate)).text, 'CN=client CN=client');
    assert.equal((await ask('rubbish')).text, 'undefined undefined');
    assert.deepEqual(
      entries.map(({ level }) => level),
      [3],
    );
  });

  it('takes upgrades away when the front end does not forward them', async (t) => {
    const end: RequestDelegate = async ({ features, response }) => {
      const isUpgradable = features.get(IHttpUpgradeFeature)?.isUpgradableRequest ?? false;
      await response.write(String(isUpgradable));
    };
    const headers = { ...token, Connection: 'Upgrade', Upgrade: 'x' };
    const { site: plain } = await serve(t, end);
    assert.equal((await plain.get('/', { headers })).text, 'true');
    const { site } = await serve(t, end, { isWebSocketSupported: false });
    assert.equal((await site.get('/', { headers })).text, 'false');
  });
});

describe('readIISIntegration', { timeout: 60_000 }, () => {
  const settings = { PORT: '1234', APPL_PATH: '/app/', TOKEN: 't' };
  const read = (values: Record<string, string>) => readIISIntegration((key) => values[key]);

  it('says what an app behind the front end applies', () => {
    assert.deepEqual(read(settings), {
      url: 'http://127.0.0.1:1234',
      pathBase: '/app',
      token: 't',
      isWebSocketSupported: true,
    });
    assert.equal(read({ ...settings, APPL_PATH: '/' })?.pathBase, '');
    const off = { ...settings, IIS_WEBSOCKETS_SUPPORTED: 'False' };
    assert.equal(read(off)?.isWebSocketSupported, false);
  });

  for (const missing of ['PORT', 'APPL_PATH', 'TOKEN']) {
    it(`does nothing without ${missing}`, () => {
      assert.equal(read({ ...settings, [missing]: '' }), undefined);
    });
  }
});
