import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeSilence } from '../../../server-runtime/host/describeSilence.ts';
import { createLaunchPlan } from '../../../server-runtime/launch/launchPlan.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { inEnglish } from '../../../server-runtime/contracts/localizableText.ts';

interface Case {
  readonly name: string;
  readonly profile: object;
  /** What the launching process has. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly told: string;
}

const tool = { commandName: 'Executable', executablePath: 'node' };
const dotnet = { commandName: 'Project' };
const applicationUrl = 'http://localhost:5123';

const cases: readonly Case[] = [
  {
    name: 'a program that nothing is known of',
    profile: tool,
    environment: { ASPNETCORE_URLS: 'http://localhost:1' },
    told: 'Nothing tells it where to listen, nor us where it will.',
  },
  {
    name: 'a program with addresses that we alone know',
    profile: { ...tool, applicationUrl },
    told: 'It is expected on http://localhost:5123, by applicationUrl, which such a program is not told.',
  },
  {
    name: 'a program with a variable',
    profile: { ...tool, environmentVariables: { ASPNETCORE_URLS: 'http://localhost:1' } },
    told: 'It was told http://localhost:1, by ASPNETCORE_URLS.',
  },
  {
    name: '.NET with addresses',
    profile: { ...dotnet, applicationUrl: `${applicationUrl};http://localhost:2` },
    told: 'It was told http://localhost:5123, http://localhost:2, by ASPNETCORE_URLS, which applicationUrl has set.',
  },
  {
    name: '.NET with a variable that comes before them',
    profile: {
      ...{ ...dotnet, applicationUrl },
      environmentVariables: { ASPNETCORE_URLS: 'http://localhost:1' },
    },
    told: 'It was told http://localhost:1, by ASPNETCORE_URLS.',
  },
  {
    name: '.NET with an argument',
    profile: { ...dotnet, applicationUrl, commandLineArgs: '--urls http://localhost:3' },
    told: 'It was told http://localhost:3, by --urls.',
  },
  {
    name: '.NET with ports',
    profile: { ...dotnet, environmentVariables: { ASPNETCORE_HTTP_PORTS: '8080' } },
    told: 'It was told http://*:8080, by ASPNETCORE_HTTP_PORTS.',
  },
  {
    name: '.NET with what it inherits',
    profile: dotnet,
    environment: { DOTNET_URLS: 'http://localhost:4' },
    told: 'It was told http://localhost:4, by DOTNET_URLS.',
  },
  {
    name: '.NET with nothing',
    profile: dotnet,
    told: 'It was told no address: an app of ASP.NET Core listens on http://localhost:5000 then.',
  },
];

describe('What is said of a program that does not listen', () => {
  for (const { name, profile, environment = {}, told } of cases) {
    it(`is what it was told, of ${name}`, () => {
      const plan = createLaunchPlan({
        project: { directory: '/w', kind: 'dotnet', name: 'w', projectFile: 'w.csproj' },
        settings: parseLaunchSettings(JSON.stringify({ profiles: { p: profile } })),
        settingsFile: undefined,
        environment,
        extraEnvironment: [],
        appArgs: [],
        platform: 'linux',
      });
      const { code, message, help, texts } = describeSilence(plan, { ...environment, ...plan.env });
      assert.equal(code, 'does-not-listen');
      assert.equal(message, 'It runs, and does not listen on an address.');
      assert.equal(help.length, 2);
      assert.equal(help[0], told);
      assert.match(
        help[1]!,
        'executablePath' in profile ? /PORT.* A tool/ : /appsettings.* console/,
      );
      assert.deepEqual(texts?.help.map(inEnglish), help);
    });
  }
});
