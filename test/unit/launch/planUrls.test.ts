import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codesOf, planOf, type PlanCase } from './planInput.ts';

const web = (properties: object = {}) => ({ web: { commandName: 'Project', ...properties } });

describe('Addresses of a self-hosted plan', () => {
  const profiles = web({ applicationUrl: 'http://localhost:1' });
  const cases: [what: string, planCase: PlanCase, urls: string[], origin: string][] = [
    [
      '--urls',
      { profiles, appArgs: ['--urls', 'http://a;http://b'] },
      ['http://a', 'http://b'],
      'command line',
    ],
    ['the profile', { profiles }, ['http://localhost:1'], 'applicationUrl'],
    ['the shell', { environment: { ASPNETCORE_URLS: 'http://c' } }, ['http://c'], 'environment'],
    [
      'port variables',
      { environment: { ASPNETCORE_HTTP_PORTS: '1;2', ASPNETCORE_HTTPS_PORTS: '3' } },
      ['http://*:1', 'http://*:2', 'https://*:3'],
      'environment',
    ],
    [
      'port variables of the profile',
      { profiles: web({ environmentVariables: { ASPNETCORE_HTTP_PORTS: '9' } }) },
      ['http://*:9'],
      'profile',
    ],
    ['the default', { profiles: web() }, ['http://localhost:5000'], 'default'],
    [
      'a blank applicationUrl',
      { profiles: web({ applicationUrl: ' ' }) },
      ['http://localhost:5000'],
      'default',
    ],
  ];
  for (const [what, planCase, urls, origin] of cases) {
    it(`come from ${what}`, () => {
      const plan = planOf(planCase);
      assert.deepEqual(plan.urls, urls);
      assert.equal(plan.origins['urls'], origin);
    });
  }

  it('come from --urls in the profile’s arguments too', () => {
    const plan = planOf({ profiles: web({ commandLineArgs: '--urls=http://x' }) });
    assert.deepEqual([plan.urls, plan.origins['urls']], [['http://x'], 'profile']);
  });

  it('come from DOTNET_URLS for .NET projects only', () => {
    const environment = { DOTNET_URLS: 'http://d' };
    const project = { directory: '/x', kind: 'dotnet', name: 'x' } as const;
    assert.deepEqual(planOf({ environment, project }).urls, ['http://d']);
    assert.deepEqual(planOf({ environment }).urls, ['http://localhost:5000']);
  });

  it('are only warned of, since the app may choose others', () => {
    const plan = planOf({ profiles: web({ applicationUrl: 'http://*:1;http://localhost:0' }) });
    const [found] = plan.diagnostics;
    assert.deepEqual(codesOf(plan), ['localhost-port-0']);
    assert.equal(found?.severity, 'warning');
    assert.equal(found?.path, 'profiles.web.applicationUrl');
    const text = JSON.stringify({
      profiles: web({ applicationUrl: 'http://*:1;http://localhost:0' }),
    });
    assert.equal(found?.range?.offset, text.indexOf('http://localhost:0'));
    assert.equal(found?.range?.length, 'http://localhost:0'.length);
  });
});

describe('Addresses of a proxied plan', () => {
  const express = { p: { commandName: 'IISExpress' } };
  const urlsOf = (iisSettings: object | undefined, profiles: object = express) =>
    planOf({ profiles, ...(iisSettings && { iisSettings }) }).urls;

  it('are those of iisSettings, https on the SSL port', () => {
    const iisExpress = { applicationUrl: 'http://localhost:4000/', sslPort: 44301 };
    assert.deepEqual(urlsOf({ iisExpress }), ['http://localhost:4000', 'https://localhost:44301']);
    assert.deepEqual(urlsOf({ iisExpress: { ...iisExpress, sslPort: 0 } }), [
      'http://localhost:4000',
    ]);
    assert.deepEqual(urlsOf({ iisExpress: { sslPort: 44301 } }), ['https://localhost:44301']);
    const plan = planOf({ profiles: express, iisSettings: { iisExpress } });
    assert.equal(plan.origins['urls'], 'iisSettings');
  });

  it('keep the path of the site', () => {
    const iis = { applicationUrl: 'http://localhost/App', sslPort: 0 };
    assert.deepEqual(urlsOf({ iis }, { p: { commandName: 'IIS' } }), ['http://localhost/App']);
    assert.deepEqual(urlsOf({ iisExpress: iis }, { p: { commandName: 'IIS' } }), [
      'http://localhost/App',
    ]);
    assert.deepEqual(urlsOf({ iisExpress: { ...iis, sslPort: 44300 } }), [
      'http://localhost/App',
      'https://localhost:44300/App',
    ]);
  });

  it('have one https address when the URL is https already', () => {
    const iis = { applicationUrl: 'https://localhost/App', sslPort: 44300 };
    assert.deepEqual(urlsOf({ iis }, { p: { commandName: 'IIS' } }), ['https://localhost/App']);
  });

  it('are those of the profile, else the default, without iisSettings', () => {
    const profiles = { p: { commandName: 'IISExpress', applicationUrl: 'http://localhost:7' } };
    assert.deepEqual(urlsOf(undefined, profiles), ['http://localhost:7']);
    assert.deepEqual(urlsOf(undefined), ['http://localhost:5000']);
  });

  it('are an error when they cannot be bound', () => {
    const iisSettings = { iisExpress: { applicationUrl: 'http://localhost:0', sslPort: 70000 } };
    const plan = planOf({ profiles: express, iisSettings });
    assert.deepEqual(codesOf(plan), ['port-range', 'localhost-port-0']);
    assert.ok(plan.diagnostics.every(({ severity, line }) => severity === 'error' && line === 1));
  });

  it('are an error when none of the site can be read', () => {
    const codes = (iisExpress: object): string[] =>
      codesOf(planOf({ profiles: express, iisSettings: { iisExpress } }));
    assert.deepEqual(codes({ applicationUrl: 'localhost:4000' }), ['invalid-url']);
    assert.deepEqual(codes({ sslPort: 70000 }), ['port-range']);
    assert.deepEqual(codes({}), []);
  });

  it('are the Executable’s own first', () => {
    const proxied = { commandName: 'Executable', executablePath: 'x', server: 'proxied' };
    const iisSettings = { iisExpress: { applicationUrl: 'http://localhost:4000' } };
    assert.deepEqual(urlsOf(iisSettings, { p: proxied }), ['http://localhost:4000']);
    const own = { ...proxied, applicationUrl: 'http://localhost:8' };
    assert.deepEqual(urlsOf(iisSettings, { p: own }), ['http://localhost:8']);
    assert.equal(planOf({ profiles: { p: own } }).server, 'IISExpress');
  });
});

describe('Addresses of an Executable', () => {
  const tool = (properties: object = {}) => ({
    tool: { commandName: 'Executable', executablePath: 'x', ...properties },
  });

  it('are what its profile tells, and none otherwise', () => {
    const environment = { ASPNETCORE_URLS: 'http://shell' };
    assert.deepEqual(planOf({ profiles: tool(), environment }).urls, []);
    assert.equal(planOf({ profiles: tool() }).browser.url, null);
    const told = tool({ environmentVariables: { ASPNETCORE_URLS: 'http://localhost:3' } });
    assert.deepEqual(planOf({ profiles: told, environment }).urls, ['http://localhost:3']);
    const given = tool({ applicationUrl: 'http://localhost:0' });
    assert.deepEqual(planOf({ profiles: given }).urls, ['http://localhost:0']);
    assert.deepEqual(codesOf(planOf({ profiles: given })), []);
  });
});
