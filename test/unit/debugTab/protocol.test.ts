import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { freePort } from '../../../extension/platform/node/freePort.ts';
import { isTabRequest } from '../../../extension/features/debugTab/isTabRequest.ts';
import { isTabUpdate } from '../../../extension/features/debugTab/isTabUpdate.ts';

describe('The Debug tab’s protocol', () => {
  const edit = { kind: 'setProfileValue', profile: 0, path: ['a'], value: 1 };

  it('takes what its ends say', () => {
    assert.ok(isTabRequest({ type: 'ready', selected: -1, hasStarted: false }));
    assert.ok(isTabRequest({ type: 'edit', id: 1, edits: [edit] }));
    assert.ok(isTabRequest({ type: 'command', command: 'run', profile: 2 }));
    assert.ok(isTabRequest({ type: 'command', command: 'run', profile: 2, of: '' }));
    assert.ok(isTabUpdate({ type: 'servers', servers: {} }));
  });

  it('refuses everything else', () => {
    const wrong: unknown[] = [
      { type: 'edit', id: 1, edits: [{ ...edit, path: [] }] },
      { type: 'edit', id: 1, edits: [{ ...edit, kind: 'format' }] },
      { type: 'edit', id: '1', edits: [] },
      { type: 'command', command: 'constructor', profile: 0 },
      ...[
        { type: 'select' },
        { type: 'suggest', what: 'http' },
        { type: 'setServer', server: '' },
        { type: 'browse', field: 'executablePath' },
        { type: 'command', command: 'run' },
      ].map((request) => ({ ...request, profile: 0, of: 1 })),
      { type: 'toString' },
      { type: 'browse', profile: 0, field: 'launchUrl' },
    ];
    for (const message of wrong)
      assert.equal(isTabRequest(message), false, JSON.stringify(message));
    assert.equal(isTabUpdate({ type: 'model', model: {}, handledEdit: 0 }), false);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        isTabRequest(message);
        isTabUpdate(message);
      }),
    );
  });
});

describe('A suggested port', () => {
  it('is free, of its range, and not in the file', async () => {
    const taken = new Set(Array.from({ length: 290 }, (_, i) => 5001 + i));
    const port = await freePort('http', taken);
    assert.ok(port > 5290 && port <= 5300, String(port));
  });
});
