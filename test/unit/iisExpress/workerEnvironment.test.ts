import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type WorkerEnvironmentOptions,
  createWorkerEnvironment,
  expandVariables,
} from '../../../server-runtime/servers/iisExpress/worker/workerEnvironment.ts';

function create(changes: Partial<WorkerEnvironmentOptions>): NodeJS.ProcessEnv {
  return createWorkerEnvironment({
    inherited: {},
    configured: {},
    port: 5000,
    token: 'secret',
    applicationPath: '/',
    physicalPath: '/site',
    isAnonymousAllowed: true,
    ...changes,
  });
}

describe('createWorkerEnvironment', () => {
  it('lets configured variables win over inherited ones, unless told otherwise', () => {
    const configured = { A: 'configured' };
    assert.equal(create({ inherited: { A: 'inherited' }, configured })['A'], 'configured');
    const inherited = { A: 'inherited', ANCM_PREFER_ENVIRONMENT_VARIABLES: '1' };
    assert.equal(create({ inherited, configured })['A'], 'inherited');
  });

  it('always says itself where the app is', () => {
    const inherited = { ASPNETCORE_APPL_PATH: '/other', ASPNETCORE_URLS: 'http://*:80' };
    const env = create({ inherited, applicationPath: '/base' });
    assert.equal(env['ASPNETCORE_APPL_PATH'], '/base');
    assert.equal(env['ASPNETCORE_URLS'], 'http://127.0.0.1:5000');
  });

  it('adds to the hosting startup assemblies, unless they are configured', () => {
    const name = 'ASPNETCORE_HOSTINGSTARTUPASSEMBLIES';
    const module = 'Microsoft.AspNetCore.Server.IISIntegration';
    assert.equal(create({})[name], module);
    assert.equal(create({ inherited: { [name]: 'A;B' } })[name], `A;B;${module}`);
    assert.equal(create({ configured: { [name]: 'Mine' } })[name], 'Mine');
  });

  it('says which authentication there is', () => {
    assert.equal(create({})['ASPNETCORE_IIS_HTTPAUTH'], 'anonymous;');
    assert.equal(create({ isAnonymousAllowed: false })['ASPNETCORE_IIS_HTTPAUTH'], 'none');
  });

  it('tells the https port unless the user does', () => {
    const name = 'ASPNETCORE_ANCM_HTTPS_PORT';
    assert.equal(create({})[name], undefined);
    assert.equal(create({ httpsPort: 44_300 })[name], '44300');
    assert.equal(create({ httpsPort: 44_300, configured: { [name]: '1' } })[name], '1');
  });

  it('keeps an image from having the app listen elsewhere as well', () => {
    const env = create({ inherited: { ASPNETCORE_HTTP_PORTS: '8080' } });
    assert.equal(env['ASPNETCORE_HTTP_PORTS'], '5000');
    assert.equal(create({})['ASPNETCORE_HTTP_PORTS'], undefined);
  });

  it('has only apps that ignore the contract believe forwarded headers by themselves', () => {
    const name = 'ASPNETCORE_FORWARDEDHEADERS_ENABLED';
    assert.equal(create({})[name], undefined);
    assert.equal(create({ ignoresContract: true })[name], 'true');
    assert.equal(create({ ignoresContract: true, inherited: { [name]: 'false' } })[name], 'false');
  });
});

describe('expandVariables', () => {
  it('replaces what is set, and leaves the rest as it is', () => {
    const env = { HOME: '/home/me', EMPTY: '' };
    assert.equal(expandVariables('%HOME%/x%EMPTY%y 100% %NONE%', env), '/home/me/xy 100% %NONE%');
  });
});
