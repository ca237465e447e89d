import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { controlEvent } from '../../../extension/core/servers/controlEvents.ts';

describe('controlEvent', () => {
  it('reads each notification of the contract', () => {
    const process = { event: 'started', pid: 3, role: 'app', runtime: 'other', name: 'web' };
    const failure = { code: 'x', message: 'It failed.', output: ['line'], help: ['Try again.'] };
    assert.deepEqual(controlEvent('state', { state: 'degraded' }), {
      type: 'state',
      state: 'degraded',
    });
    assert.deepEqual(controlEvent('addresses', { addresses: ['http://localhost:1'] }), {
      type: 'addresses',
      addresses: ['http://localhost:1'],
    });
    assert.deepEqual(controlEvent('process', process), { type: 'process', process });
    assert.deepEqual(controlEvent('failure', failure), { type: 'failure', failure });
  });

  it('takes a failure without output and help', () => {
    assert.deepEqual(controlEvent('failure', { code: 'x', message: 'y' }), {
      type: 'failure',
      failure: { code: 'x', message: 'y', output: [], help: [] },
    });
  });

  it('reads the facts of a failure, and drops one that is none', () => {
    const failure = { code: 'x', message: 'y', output: [], help: [] };
    const place = { file: '/a.js', line: 3 };
    const facts = { port: 5000, portOwner: 7, place };
    assert.deepEqual(controlEvent('failure', { ...failure, ...facts }), {
      type: 'failure',
      failure: { ...failure, ...facts },
    });
    const wrongFacts = { port: '5000', place: { file: '/a.js', line: '3' } };
    assert.deepEqual(controlEvent('failure', { ...failure, ...wrongFacts }), {
      type: 'failure',
      failure,
    });
  });

  const wrong: [method: string, params: unknown][] = [
    ['state', { state: 'resting' }],
    ['state', undefined],
    ['state', 'listening'],
    ['addresses', { addresses: 'http://localhost:1' }],
    ['addresses', { addresses: [1] }],
    ['process', { event: 'started', pid: 'x', role: 'app', runtime: 'other', name: 'web' }],
    ['process', { event: 'born', pid: 1, role: 'app', runtime: 'other', name: 'web' }],
    ['failure', { code: 1, message: 'y' }],
    ['weather', { state: 'listening' }],
  ];
  for (const [method, params] of wrong) {
    it(`does not take ${method} ${JSON.stringify(params)}`, () => {
      assert.equal(controlEvent(method, params), undefined);
    });
  }
});
