import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  launchKey,
  nodeConfiguration,
  type NodeConfigurationOptions,
} from '../../../extension/features/debugging/nodeConfiguration.ts';

const hostPath = '/ext/dist/host.js';

function resolve(
  configuration: Record<string, unknown> = {},
  options: Partial<NodeConfigurationOptions> = {},
) {
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
    ...options,
  });
}

describe('nodeConfiguration', () => {
  it('launches the host with the profile, under the JavaScript debugger', () => {
    assert.deepEqual(resolve(), {
      type: 'node',
      request: 'launch',
      name: 'web',
      program: '/ext/dist/host.js',
      args: ['run', '--project', '/w/web', '--launch-profile', 'web', '--no-browser'],
      cwd: '/w/web',
      runtimeExecutable: '/opt/node',
      env: { ELECTRON_RUN_AS_NODE: '1', TOKEN: 'secret' },
      skipFiles: ['<node_internals>/**', '/ext/dist/host.js', '/ext/dist/runtime/**'],
      outFiles: ['/w/web/**/*.(m|c|)js', '!**/node_modules/**'],
      console: 'internalConsole',
      outputCapture: 'std',
      killBehavior: 'polite',
      autoAttachChildProcesses: true,
      [launchKey]: 'k',
    });
  });

  it('looks for what a compiler wrote below the project, with the slashes of globs', () => {
    const { outFiles } = resolve({}, { directory: String.raw`C:\w\web` });
    assert.deepEqual(outFiles, ['C:/w/web/**/*.(m|c|)js', '!**/node_modules/**']);
  });

  it('lets the system choose the ports when it is asked to, and only then', () => {
    const args = resolve()['args'] as string[];
    assert.deepEqual(resolve({}, { anyPort: true })['args'], [...args, '--any-port']);
    assert.deepEqual(resolve({}, { anyPort: false })['args'], args);
  });

  it('steps over the host and the runtime, besides what the person skips', () => {
    const { skipFiles } = resolve(
      { skipFiles: ['**/vendor/**'] },
      { hostPath: String.raw`C:\ext\dist\host.js` },
    );
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
