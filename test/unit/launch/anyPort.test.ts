import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planOf, type PlanCase } from './planInput.ts';

const web = (properties: object = {}): object => ({
  web: { commandName: 'Project', applicationUrl: 'http://localhost:5000', ...properties },
});

describe('A plan with any port', () => {
  const cases: [what: string, planCase: PlanCase, urls: string[], variable: string | undefined][] =
    [
      ['a self-hosted app', { profiles: web() }, ['http://127.0.0.1:0'], 'http://127.0.0.1:0'],
      [
        'several addresses, of which two come to the same',
        { profiles: web({ applicationUrl: 'http://localhost:1;http://127.0.0.1:2;https://*:3' }) },
        ['http://127.0.0.1:0', 'https://*:0'],
        'http://127.0.0.1:0;https://*:0',
      ],
      [
        'a socket, which has no port',
        { profiles: web({ applicationUrl: 'http://unix:/tmp/web.sock' }) },
        ['http://unix:/tmp/web.sock'],
        'http://unix:/tmp/web.sock',
      ],
      [
        'a proxied site, whose worker has a port of its own',
        {
          profiles: { express: { commandName: 'IISExpress' } },
          iisSettings: { iisExpress: { applicationUrl: 'http://localhost:8080/app' } },
        },
        ['http://127.0.0.1:0/app'],
        undefined,
      ],
      [
        "addresses among the app's arguments, which stay",
        { profiles: web({ applicationUrl: undefined, commandLineArgs: '--urls http://a:1' }) },
        ['http://a:1'],
        undefined,
      ],
      [
        'a program, which is not told its addresses',
        {
          profiles: {
            tool: {
              commandName: 'Executable',
              executablePath: 'node',
              applicationUrl: 'http://a:1',
            },
          },
        },
        ['http://a:1'],
        undefined,
      ],
    ];
  for (const [what, planCase, urls, variable] of cases) {
    it(`has ports of the system's choice for ${what}`, () => {
      const plan = planOf({ ...planCase, anyPort: true });
      assert.deepEqual(plan.urls, urls);
      assert.equal(plan.env['ASPNETCORE_URLS'], variable);
    });
  }

  it('tells where the addresses come from', () => {
    const { origins } = planOf({ profiles: web(), anyPort: true });
    assert.equal(origins['urls'], 'command line');
    assert.equal(origins['env.ASPNETCORE_URLS'], 'command line');
  });
});
