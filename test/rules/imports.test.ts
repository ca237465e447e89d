import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { forbiddenImports, importSpecifiers, rowOf } from './importRules.ts';
import { readFiles, repositoryFiles } from './repositoryFiles.ts';

const sources = repositoryFiles().filter((path) => path.endsWith('.ts'));

/** What the checker says of one import planted into a file. */
function plant(path: string, specifier: string): string[] {
  return forbiddenImports([{ path, text: `import { x } from '${specifier}';\n` }]);
}

describe('Imports', () => {
  it('keep to the table of docs/architecture.md', () => {
    assert.deepEqual(forbiddenImports(readFiles(sources)), []);
  });

  it('are decided by a row for every file of the product', () => {
    const product = sources.filter((path) => /^(extension|server-runtime)\//.test(path));
    assert.ok(product.length > 0);
    assert.deepEqual(
      product.filter((path) => !rowOf(path)),
      [],
    );
  });

  it('live in server-runtime/index.ts only, of all index files', () => {
    assert.deepEqual(
      sources.filter((path) => path.endsWith('/index.ts') && !path.startsWith('test/fixtures/')),
      sources.includes('server-runtime/index.ts') ? ['server-runtime/index.ts'] : [],
    );
  });
});

describe('The import checker', () => {
  for (const [path, specifier] of [
    ['server-runtime/contracts/a.ts', '../launch/model.ts'],
    ['server-runtime/contracts/a.ts', 'node:fs'],
    ['server-runtime/launch/a.ts', 'node:fs'],
    ['server-runtime/launch/a.ts', 'vscode'],
    ['server-runtime/launch/a.ts', '../primitives/deferred.ts'],
    ['server-runtime/primitives/a.ts', '../logging/logger.ts'],
    ['server-runtime/http/a.ts', '../hosting/webHost.ts'],
    ['server-runtime/http/a.ts', 'fs'],
    ['server-runtime/hosting/abstractions/a.ts', '../webHost.ts'],
    ['server-runtime/hosting/a.ts', '../servers/kestrel/kestrelServer.ts'],
    ['server-runtime/hosting/a.ts', '../middleware/staticFiles/staticFiles.ts'],
    ['server-runtime/hosting/a.ts', '../contracts/controlMessages.ts'],
    ['server-runtime/servers/kestrel/a.ts', '../../hosting/webHost.ts'],
    ['server-runtime/servers/kestrel/a.ts', '../iisExpress/iisExpressServer.ts'],
    ['server-runtime/servers/shared/a.ts', '../kestrel/kestrelServer.ts'],
    ['server-runtime/servers/kestrel/a.ts', '../../processes/startProcess.ts'],
    ['server-runtime/middleware/staticFiles/a.ts', '../errorPage/errorPage.ts'],
    ['server-runtime/host/a.ts', '../../extension/core/base/log.ts'],
    ['server-runtime/host/a.ts', 'left-pad'],
    ['extension/core/a.ts', 'vscode'],
    ['extension/core/a.ts', 'node:path'],
    ['extension/core/a.ts', '../platform/vscode/settings.ts'],
    ['extension/platform/vscode/a.ts', '../../features/profiles/register.ts'],
    ['extension/platform/node/a.ts', 'vscode'],
    ['extension/features/profiles/a.ts', '../statusBar/register.ts'],
    ['extension/features/profiles/a.ts', '../../../server-runtime/hosting/webHost.ts'],
    ['extension/webview/debugTab/a.ts', 'vscode'],
    ['extension/webview/debugTab/a.ts', '../../core/base/log.ts'],
    ['extension/services.ts', '../server-runtime/http/httpContext.ts'],
  ] as const) {
    it(`refuses ${specifier} in ${path}`, () => {
      assert.deepEqual(plant(path, specifier), [`${path} imports ${specifier}`]);
    });
  }

  for (const [path, specifier] of [
    ['server-runtime/hosting/a.ts', './abstractions/server.ts'],
    ['server-runtime/servers/kestrel/http1/a.ts', '../kestrelOptions.ts'],
    ['server-runtime/servers/iisExpress/a.ts', '../../processes/startProcess.ts'],
    ['server-runtime/index.ts', './servers/kestrel/useKestrel.ts'],
    ['extension/features/profiles/a.ts', './b.ts'],
    ['extension/features/profiles/a.ts', '../../platform/vscode/settings.ts'],
    ['extension/webview/debugTab/a.ts', '../../features/debugTab/protocol.ts'],
  ] as const) {
    it(`allows ${specifier} in ${path}`, () => {
      assert.deepEqual(plant(path, specifier), []);
    });
  }

  it('reads every form of import and no comment', () => {
    const text = `
      // import a from 'comment-1';
      /** import b from 'comment-2'; */
      import c from 'default';
      import 'effect';
      import type { D } from 'type';
      import {
        e,
      } from 'lines';
      export { f } from 'export';
      export * from 'star';
      const g = await import('dynamic');
      const h = require('required');
      type I = import('inline').I;`;
    assert.deepEqual(importSpecifiers(text).toSorted(), [
      'default',
      'dynamic',
      'effect',
      'export',
      'inline',
      'lines',
      'required',
      'star',
      'type',
    ]);
  });
});
