import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  launchKey,
  nodeConfiguration,
} from '../../../extension/features/debugging/nodeConfiguration.ts';

function resolve(configuration: Record<string, unknown> = {}, hostPath = '/ext/dist/host.js') {
  return nodeConfiguration({
    configuration: {
      type: 'server-profile',
      request: 'launch',
      name: 'web',
      project: '.',
      profile: 'web',
      ...configuration,
    },
    key: 'k',
    directory: '/w/web',
    profileName: 'web',
    hostPath,
    node: { path: '/opt/node', env: { ELECTRON_RUN_AS_NODE: '1' } },
    env: { TOKEN: 'secret' },
  });
}

describe('nodeConfiguration', () => {
  it('launches the host with the profile, under the JavaScript debugger', () => {
    const resolved = resolve();
    assert.equal(resolved.type, 'node');
    assert.equal(resolved['program'], '/ext/dist/host.js');
    assert.deepEqual(resolved['args'], [
      'run',
      '--project',
      '/w/web',
      '--launch-profile',
      'web',
      '--no-browser',
    ]);
    assert.equal(resolved['runtimeExecutable'], '/opt/node');
    assert.deepEqual(resolved['env'], { ELECTRON_RUN_AS_NODE: '1', TOKEN: 'secret' });
    assert.equal(resolved[launchKey], 'k');
    assert.ok(!('profile' in resolved) && !('project' in resolved));
  });

  it('steps over the host and the runtime, besides what the person skips', () => {
    const { skipFiles } = resolve({ skipFiles: ['**/vendor/**'] }, 'C:\\ext\\dist\\host.js');
    assert.deepEqual(skipFiles, [
      '**/vendor/**',
      '<node_internals>/**',
      'C:/ext/dist/host.js',
      'C:/ext/dist/runtime/**',
    ]);
  });

  it('keeps what the person has configured', () => {
    const resolved = resolve({
      console: 'integratedTerminal',
      env: { COLOR: 'red' },
      smartStep: true,
    });
    assert.equal(resolved['console'], 'integratedTerminal');
    assert.equal(resolved['smartStep'], true);
    assert.deepEqual(resolved['env'], {
      COLOR: 'red',
      ELECTRON_RUN_AS_NODE: '1',
      TOKEN: 'secret',
    });
  });
});
