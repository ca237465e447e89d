import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { controlEvent } from '../../../extension/core/servers/controlEvents.ts';
import type { ServerEvent } from '../../../extension/core/servers/serverSnapshot.ts';
import { failureWords } from '../../../server-runtime/contracts/failureWords.ts';
import { inEnglish, localizableText } from '../../../server-runtime/contracts/localizableText.ts';

function read(method: string, params: unknown): ServerEvent | undefined {
  return controlEvent(method, params, (text) => inEnglish(text).toUpperCase());
}

describe('controlEvent', () => {
  it('reads each notification of the contract', () => {
    const process = { event: 'started', pid: 3, role: 'app', runtime: 'other', name: 'web' };
    const failure = { code: 'x', message: 'It failed.', output: ['line'], help: ['Try again.'] };
    assert.deepEqual(read('state', { state: 'degraded' }), {
      type: 'state',
      state: 'degraded',
    });
    assert.deepEqual(read('addresses', { addresses: ['http://localhost:1'] }), {
      type: 'addresses',
      addresses: ['http://localhost:1'],
    });
    assert.deepEqual(read('process', process), { type: 'process', process });
    assert.deepEqual(read('failure', failure), { type: 'failure', failure });
  });

  for (const state of ['stopped', 'starting', 'listening', 'degraded', 'stopping', 'failed']) {
    it(`takes the state ${state}`, () => {
      assert.deepEqual(read('state', { state }), { type: 'state', state });
    });
  }

  it('takes every event, role and runtime of a process, with and without an address', () => {
    const program = { event: 'started', pid: 3, role: 'app', runtime: 'other', name: 'web' };
    const others = [
      ...['listening', 'exited'].map((event) => ({ event })),
      ...['host', 'worker'].map((role) => ({ role })),
      ...['node', 'dotnet'].map((runtime) => ({ runtime })),
      { address: 'http://localhost:1' },
    ];
    for (const other of others) {
      const process = { ...program, ...other };
      assert.deepEqual(read('process', process), { type: 'process', process });
    }
  });

  it('takes a failure without output and help', () => {
    assert.deepEqual(read('failure', { code: 'x', message: 'y' }), {
      type: 'failure',
      failure: { code: 'x', message: 'y', output: [], help: [] },
    });
  });

  it('reads the facts of a failure, and drops one that is none', () => {
    const failure = { code: 'x', message: 'y', output: [], help: [] };
    const place = { file: '/a.js', line: 3 };
    const facts = { port: 5000, portOwner: 7, place };
    assert.deepEqual(read('failure', { ...failure, ...facts }), {
      type: 'failure',
      failure: { ...failure, ...facts },
    });
    for (const place of [
      { file: '/a.js', line: '3' },
      { file: '/a.js', line: 3, column: '1' },
    ]) {
      assert.deepEqual(read('failure', { ...failure, port: '5000', place }), {
        type: 'failure',
        failure,
      });
    }
  });

  it('says a failure that comes in parts', () => {
    const held = {
      ...localizableText('Port {0} is held by {1}.', 80, localizableText('a program')),
      next: localizableText('It is not ours.'),
    };
    const words = failureWords(held, [localizableText('Stop it.'), 'See RFC 1.']);
    assert.deepEqual(read('failure', { code: 'x', output: ['line'], ...words }), {
      type: 'failure',
      failure: {
        code: 'x',
        message: 'PORT 80 IS HELD BY A PROGRAM. IT IS NOT OURS.',
        output: ['line'],
        help: ['STOP IT.', 'SEE RFC 1.'],
      },
    });
  });

  const text = { template: 'a', values: [] };
  const endless: { template: string; values: unknown[] } = { template: '{0}', values: [] };
  endless.values.push(endless);
  const noTexts: [what: string, texts: unknown][] = [
    ['nothing', null],
    ['no help', { message: text }],
    ['a text without values', { message: { template: 'a' }, help: [] }],
    ['a text without a template', { message: { values: [] }, help: [] }],
    ['a value of another kind', { message: { template: 'a', values: [true] }, help: [] }],
    ['a help that is no text', { message: text, help: [5] }],
    ['a help of which one is no text', { message: text, help: [text, 5] }],
    ['a sentence after it that is none', { message: { ...text, next: 'b' }, help: [] }],
    ['a text within itself', { message: endless, help: [] }],
  ];
  for (const [what, texts] of noTexts) {
    it(`takes the English of a failure whose parts are ${what}`, () => {
      const failure = { code: 'x', message: 'y', output: [], help: ['z'] };
      assert.deepEqual(read('failure', { ...failure, texts }), { type: 'failure', failure });
    });
  }

  const wrong: [method: string, params: unknown][] = [
    ['state', { state: 'resting' }],
    ['state', undefined],
    ['state', 'listening'],
    ['addresses', { addresses: 'http://localhost:1' }],
    ['addresses', { addresses: [1] }],
    ['process', { event: 'started', pid: 'x', role: 'app', runtime: 'other', name: 'web' }],
    ['process', { event: 'born', pid: 1, role: 'app', runtime: 'other', name: 'web' }],
    ['process', { event: 'exited', pid: 1, role: 'app', runtime: 'other', name: 'a', address: 1 }],
    ['failure', { code: 1, message: 'y' }],
    ['weather', { state: 'listening' }],
  ];
  for (const [method, params] of wrong) {
    it(`does not take ${method} ${JSON.stringify(params)}`, () => {
      assert.equal(read(method, params), undefined);
    });
  }
});
