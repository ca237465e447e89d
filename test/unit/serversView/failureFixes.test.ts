import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readProject } from '../../../extension/core/profiles/readProject.ts';
import { failureFixes } from '../../../extension/core/servers/failureFixes.ts';
import type { ServerSnapshot } from '../../../extension/core/servers/serverSnapshot.ts';
import type { FailureParams } from '../../../server-runtime/contracts/controlMessages.ts';

const project = readProject({
  id: 'file:///w/web',
  name: 'web',
  location: 'web',
  directory: '/w/web',
  names: ['startup.js'],
  settings: {
    uri: 'file:///w/web/settings.json',
    text: `{ "profiles": {
      "web": { "commandName": "Project" },
      "tool": { "commandName": "Executable", "executablePath": "node" } } }`,
  },
});

function snapshot(facts: Partial<ServerSnapshot> = {}): ServerSnapshot {
  return {
    profileId: 'file:///w/web#web',
    launchId: 1,
    mode: 'run',
    state: 'failed',
    hasEnded: true,
    addresses: [],
    processes: [],
    ...facts,
  };
}

/** What helps after a failure, in words. */
function fixes(
  failure: Partial<FailureParams>,
  profileName = 'web',
  others: readonly ServerSnapshot[] = [],
): string[] {
  const profile = project.profiles.find(({ name }) => name === profileName)!;
  const server = snapshot({
    profileId: profile.id,
    failure: { code: 'x', message: 'It failed.', output: [], help: [], ...failure },
  });
  return failureFixes(server, { project, profile }, others).map((fix) =>
    [fix.kind, ...Object.values(fix).slice(1)]
      .map((value) => JSON.stringify(value))
      .join(' ')
      .replaceAll('"', ''),
  );
}

const always = ['tryAgain', 'showOutput'];

describe('failureFixes', () => {
  const cases: [code: string, special: string[]][] = [
    ['address-in-use', ['anyPort', 'openProperty applicationUrl']],
    ['address-denied', ['anyPort', 'openProperty applicationUrl']],
    ['address-invalid', ['openProperty applicationUrl']],
    ['address-unavailable', ['openProperty applicationUrl']],
    ['no-http-address', ['openProperty applicationUrl']],
    ['no-certificate', ['trustCertificate', 'openProperty applicationUrl']],
    ['no-dotnet-certificate', ['trustDotnetCertificate', 'openProperty applicationUrl']],
    ['node-not-started', ['nodeSetting']],
    ['host-silent', ['nodeSetting']],
    ['typescript-unsupported', ['nodeSetting']],
    ['dotnet-not-found', ['installDotnet']],
    ['folder-missing', ['openProperty workingDirectory']],
    ['command-not-found', ['openProperty executablePath']],
    ['command-failed', ['openProperty executablePath']],
    ['worker-not-found', ['openProperty executablePath']],
    ['missing-executable-path', ['openProperty executablePath']],
    ['profile-not-runnable', ['openProperty commandName']],
    ['worker-died', []],
    ['something-new', []],
  ];
  it('offers to change what tells the address, and no new try, while it runs and does not listen', () => {
    const code = 'does-not-listen';
    assert.deepEqual(fixes({ code }), ['openProperty applicationUrl', 'showOutput']);
    assert.deepEqual(fixes({ code }, 'tool'), ['openProperty commandLineArgs', 'showOutput']);
  });

  for (const [code, special] of cases) {
    it(`offers ${special.join(', ') || 'what always helps'} after ${code}`, () => {
      assert.deepEqual(fixes({ code }), [...special, ...always]);
    });
  }

  it('leads to the place in the code where it happened', () => {
    const place = { file: '/w/web/startup.js', line: 3, column: 11 };
    assert.deepEqual(fixes({ code: 'startup-threw', place }), [
      'openPlace {file:/w/web/startup.js,line:3,column:11}',
      ...always,
    ]);
  });

  it('offers to stop the profile that holds the port, and no foreign process', () => {
    const held = { code: 'address-in-use', port: 5000, portOwner: 77 };
    const owner = snapshot({
      profileId: 'file:///w/api#api',
      state: 'listening',
      hasEnded: false,
      processes: [
        { pid: 76, role: 'host', runtime: 'node', name: 'node' },
        { pid: 77, role: 'worker', runtime: 'node', name: 'node' },
      ],
    });
    assert.equal(fixes(held, 'web', [owner])[0], 'stopOwner file:///w/api#api');
    assert.equal(fixes({ ...held, portOwner: 78 }, 'web', [owner])[0], 'anyPort');
    assert.equal(fixes(held, 'web', [{ ...owner, hasEnded: true }])[0], 'anyPort');
  });

  it('leads to the arguments of a program that ended on an error outside the project, as a file that is not there', () => {
    const code = 'app-threw';
    assert.deepEqual(fixes({ code }, 'tool'), ['openProperty commandLineArgs', ...always]);
    assert.deepEqual(fixes({ code }, 'web'), always);
    const place = { file: '/w/web/tool.js', line: 3 };
    assert.deepEqual(fixes({ code, place }, 'tool'), [
      'openPlace {file:/w/web/tool.js,line:3}',
      ...always,
    ]);
  });

  it('offers no free port to a program that is not told its addresses', () => {
    assert.deepEqual(fixes({ code: 'address-in-use' }, 'tool'), [
      'openProperty applicationUrl',
      ...always,
    ]);
  });

  it('offers nothing without a failure', () => {
    const profile = project.profiles[0]!;
    assert.deepEqual(failureFixes(snapshot(), { project, profile }, []), []);
  });
});
