import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigurationBuilder } from '../../../server-runtime/configuration/configurationBuilder.ts';

function build(settings: Record<string, string | null>) {
  return new ConfigurationBuilder().addInMemoryCollection(settings).build();
}

class Limits {
  maxSize = 10;
  #count = 1;
  get count(): number {
    return this.#count;
  }
  set count(value: number) {
    if (value < 0) throw new RangeError('negative');
    this.#count = value;
  }
  get fixed(): string {
    return 'fixed';
  }
  reset(): void {
    this.#count = 0;
  }
}

describe('Binding', () => {
  it('converts to the type that each property has', () => {
    const target = {
      name: '',
      port: 0,
      isOn: false,
      size: 0n,
      since: new Date(0),
      home: new URL('http://x/'),
      list: [0],
      words: [] as string[],
      map: new Map<string, number>([['one', 1]]),
      anything: undefined as unknown,
      nothing: null as unknown,
      limits: new Limits(),
      untouched: 'same',
    };
    const bound = build({
      Name: 'n',
      PORT: ' 5000 ',
      isOn: 'True',
      size: '9007199254740993',
      since: '2026-01-02T03:04:05Z',
      home: 'https://example.com/a',
      'list:0': '1',
      'list:1': '2',
      'words:0': 'a',
      'map:two': '2',
      'anything:x': 'y',
      nothing: 'text',
      'limits:MaxSize': '20',
      'limits:count': '3',
      'limits:fixed': 'no',
      'limits:reset': 'no',
      unknown: '1',
    }).bind(target);
    assert.equal(bound, target);
    assert.deepEqual(
      { ...target, limits: [target.limits.maxSize, target.limits.count, target.limits.fixed] },
      {
        name: 'n',
        port: 5000,
        isOn: true,
        size: 9007199254740993n,
        since: new Date('2026-01-02T03:04:05Z'),
        home: new URL('https://example.com/a'),
        list: [1, 2],
        words: ['a'],
        map: new Map([
          ['one', 1],
          ['two', 2],
        ]),
        anything: { x: 'y' },
        nothing: 'text',
        limits: [20, 3, 'fixed'],
        untouched: 'same',
      },
    );
  });

  for (const [value, example, type] of [
    ['five', 1, 'number'],
    ['Infinity', 1, 'number'],
    ['yes', true, 'boolean'],
    ['1.5', 1n, 'bigint'],
    ['someday', new Date(), 'Date'],
    ['not a url', new URL('http://x'), 'URL'],
  ] as const) {
    it(`refuses '${value}' for a ${type}`, () => {
      assert.throws(() => build({ 'a:b': value }).getSection('a').bind({ b: example }), {
        name: 'ConfigurationError',
        message: `Failed to convert configuration value '${value}' at 'a:b' to type '${type}'.`,
      });
    });
  }

  it('leaves properties alone whose setting is empty or missing', () => {
    const target = { a: 1, b: 'x' };
    build({ a: '', b: '' }).bind(target);
    assert.deepEqual(target, { a: 1, b: '' });
  });

  it('passes on what a setter throws', () => {
    assert.throws(() => build({ count: '-1' }).bind(new Limits()), RangeError);
  });

  it('reaches no prototype', () => {
    const target = { a: '' };
    build({ '__proto__:polluted': 'x', 'constructor:prototype:polluted': 'x' }).bind(target);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    const plain = build({ '__proto__:polluted': 'x' }).toObject() as object;
    assert.deepEqual(Object.keys(plain), ['__proto__']);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('makes plain objects and arrays', () => {
    assert.deepEqual(build({ 'a:0': 'x', 'a:1:b': 'y', c: 'z', 'd:1': 'w' }).toObject(), {
      a: ['x', { b: 'y' }],
      c: 'z',
      d: { 1: 'w' },
    });
  });

  it('reads single values with a fallback', () => {
    const configuration = build({ port: '5', on: 'true', empty: '' });
    assert.equal(configuration.getValue('port', 1), 5);
    assert.equal(configuration.getValue('on', false), true);
    assert.equal(configuration.getValue('missing', 7), 7);
    assert.equal(configuration.getValue('empty', 7), 7);
    assert.equal(configuration.getValue('empty', 'x'), '');
    assert.throws(() => configuration.getValue('on', 1));
  });
});
