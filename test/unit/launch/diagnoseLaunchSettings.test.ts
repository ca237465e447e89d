import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnoseLaunchSettings } from '../../../server-runtime/launch/diagnoseLaunchSettings.ts';
import { diagnosticCodes } from '../../../server-runtime/launch/diagnosticCodes.ts';
import type { LaunchDiagnostic } from '../../../server-runtime/launch/model.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import type { ProjectKind } from '../../../server-runtime/launch/projectKind.ts';

const diagnose = (text: string, projectKind: ProjectKind = 'host'): LaunchDiagnostic[] =>
  diagnoseLaunchSettings(parseLaunchSettings(text), { projectKind });

const web = (properties: object) => ({ commandName: 'Project', ...properties });

/** Findings in profiles as `code path marked text`. */
const found = (profiles: object, iisSettings?: object, projectKind?: ProjectKind): string[] => {
  const text = JSON.stringify({ iisSettings, profiles });
  return diagnose(text, projectKind).map(({ code, path, range }) => {
    const marked = range ? text.slice(range.offset, range.offset + range.length) : '';
    return `${code} ${path} ${marked}`;
  });
};

describe('diagnoseLaunchSettings', () => {
  const cases: [what: string, profiles: object, expected: string[]][] = [
    ['nothing in a plain profile', { a: web({ applicationUrl: 'http://localhost:1' }) }, []],
    [
      'a quoted boolean',
      { a: web({ launchBrowser: 'true' }) },
      ['quoted-boolean profiles.a.launchBrowser "true"'],
    ],
    [
      'names that differ by case',
      { web: web({}), Web: web({}) },
      ['profile-names-differ-by-case profiles.Web "Web"'],
    ],
    [
      'an unknown command',
      { a: { commandName: 'Projekt' } },
      ['unknown-command-name profiles.a.commandName "Projekt"'],
    ],
    ['no complaint about other tools', { a: { commandName: 'Docker' } }, []],
    [
      'a mistyped key',
      { a: web({ aplicationUrl: 'x', httpPort: 1, myOwn: 2 }) },
      ['unknown-property profiles.a.aplicationUrl "aplicationUrl"'],
    ],
    ['a missing command', { a: {} }, ['missing-command-name profiles.a.commandName "a"']],
    [
      'an Executable without a path',
      { a: { commandName: 'Executable' } },
      ['missing-executable-path profiles.a.executablePath "a"'],
    ],
    [
      'an unknown server',
      { a: { commandName: 'Executable', executablePath: 'x', server: 'nginx' } },
      ['unknown-server profiles.a.server "nginx"'],
    ],
    [
      'localhost:0',
      { a: web({ applicationUrl: 'http://*:1;http://localhost:0' }) },
      ['localhost-port-0 profiles.a.applicationUrl http://localhost:0'],
    ],
    [
      'a URL that does not parse',
      { a: web({ applicationUrl: 'localhost:1' }) },
      ['invalid-url profiles.a.applicationUrl localhost:1'],
    ],
    [
      'a URL behind an escape',
      { a: web({ applicationUrl: '\t"x' }) },
      ['invalid-url profiles.a.applicationUrl "\\t\\"x"'],
    ],
    [
      'no URL that holds variables',
      { a: web({ applicationUrl: 'http://localhost:%P%;$(X)' }) },
      [],
    ],
    [
      'ports that profiles share',
      {
        a: web({ applicationUrl: 'http://localhost:1' }),
        b: web({ applicationUrl: 'https://*:2;http://*:1' }),
      },
      ['default-http-only profiles.a "a"', 'shared-port profiles.b.applicationUrl http://*:1'],
    ],
    [
      'no port of what never listens on it',
      {
        a: { commandName: 'Docker', applicationUrl: 'http://localhost:1' },
        b: {
          ...{ commandName: 'Executable', executablePath: 'x' },
          applicationUrl: 'http://localhost:1',
        },
        c: web({ applicationUrl: 'http://localhost:1' }),
      },
      [],
    ],
    [
      'no port that is the system’s choice',
      {
        a: web({ applicationUrl: 'http://127.0.0.1:0' }),
        b: web({ applicationUrl: 'http://127.0.0.1:0' }),
      },
      [],
    ],
    [
      'no port that one profile uses twice',
      { a: web({ applicationUrl: 'http://127.0.0.1:1;http://[::1]:1' }) },
      [],
    ],
  ];
  for (const [what, profiles, expected] of cases) {
    it(`finds ${what}`, () => {
      assert.deepEqual(found(profiles), expected);
    });
  }

  it('finds SSL ports that IIS Express has no certificate for', () => {
    const sslPort = (port: number, site = 'iisExpress') => found({}, { [site]: { sslPort: port } });
    assert.deepEqual(sslPort(5001), ['ssl-port-range iisSettings.iisExpress.sslPort 5001']);
    assert.deepEqual(sslPort(44299).length, 1);
    assert.deepEqual(
      [sslPort(44300), sslPort(44399), sslPort(0), sslPort(443, 'iis')],
      [[], [], [], []],
    );
  });

  it('finds ports that a profile shares with the site, but not the site’s own profiles', () => {
    const iisSettings = { iisExpress: { applicationUrl: 'http://localhost:4000', sslPort: 44300 } };
    const profiles = {
      express: { commandName: 'IISExpress', applicationUrl: 'http://localhost:4000' },
      web: web({ applicationUrl: 'http://localhost:44300' }),
    };
    assert.deepEqual(found(profiles, iisSettings), [
      'shared-port profiles.web.applicationUrl http://localhost:44300',
    ]);
    // Without the first one nothing listens there.
    assert.deepEqual(found({ web: profiles.web }, iisSettings), []);
  });

  it('names at most three of those that share a port', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const profiles = Object.fromEntries(
      names.map((name) => [name, web({ applicationUrl: 'http://*:1' })]),
    );
    const last = diagnose(JSON.stringify({ profiles })).at(-1);
    assert.match(last?.message ?? '', /used by 'a', 'b', 'c' and 1 more too/);
  });

  it('finds comments that some SDKs reject, one per profile, in .NET projects', () => {
    const text =
      '{/*x*/"profiles":{"a":{"commandName":"Project",/*y*/},"b":{"commandName":"Project",},},}';
    const comments = diagnose(text, 'dotnet').filter(({ code }) => code === 'comment-in-profile');
    assert.deepEqual(
      comments.map(({ path, range }) => [path, range?.offset]),
      [
        ['profiles.a', 46],
        ['profiles.b', 82],
      ],
    );
    const second =
      '{"profiles":{"a":{"commandName":"Project"},/*x*/"b":{"commandName":"Project"/*y*/}}}';
    assert.deepEqual(
      diagnose(second, 'dotnet').map(({ path }) => path),
      ['profiles.b'],
    );
    assert.deepEqual(diagnose(text, 'host'), []);
  });

  it('tells when dotnet run applies another profile by default', () => {
    const differs = (profiles: object) => found(profiles, undefined, 'dotnet');
    const tool = { commandName: 'Executable', executablePath: 'x' };
    assert.deepEqual(differs({ a: web({}), e: tool }), []);
    assert.deepEqual(differs({ e: tool, a: web({}) }), ['default-profile-differs profiles.e "e"']);
    assert.deepEqual(differs({ i: { commandName: 'IISExpress' } }), [
      'default-profile-differs profiles.i "i"',
    ]);
  });

  it('tells when the default profile has no https and another one has', () => {
    const profiles = {
      http: web({ applicationUrl: 'http://localhost:5000' }),
      https: web({ applicationUrl: 'https://localhost:7000' }),
    };
    assert.deepEqual(found(profiles), ['default-http-only profiles.http "http"']);
    const both = web({ applicationUrl: 'http://localhost:1;https://localhost:2' });
    assert.deepEqual(found({ both, https: profiles.https }), []);
  });

  it('sorts by place and uses the catalogue’s severities and codes', () => {
    const all = diagnose('{"profiles":{"a":{"commandName":"x","launchBrowser":"true"},"A":{}}}');
    const offsets = all.map(({ range }) => range?.offset ?? 0);
    assert.deepEqual(
      offsets,
      offsets.toSorted((a, b) => a - b),
    );
    for (const { code, severity } of all) {
      assert.equal(diagnosticCodes[code as keyof typeof diagnosticCodes], severity);
    }
  });
});
