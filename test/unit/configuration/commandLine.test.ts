import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigurationBuilder } from '../../../server-runtime/configuration/configurationBuilder.ts';

function read(args: string[], mappings?: Record<string, string>) {
  const configuration = new ConfigurationBuilder().addCommandLine(args, mappings).build();
  return Object.fromEntries(configuration.entries().filter(([, value]) => value !== undefined));
}

describe('Command line', () => {
  for (const [args, settings] of [
    [['key=value'], { key: 'value' }],
    [['--key=value'], { key: 'value' }],
    [['/key=value'], { key: 'value' }],
    [['--key', 'value'], { key: 'value' }],
    [['/key', 'value'], { key: 'value' }],
    [['--key='], { key: '' }],
    [['--key', ''], { key: '' }],
    [['--key=a=b'], { key: 'a=b' }],
    [['--a:b', 'c'], { 'a:b': 'c' }],
    [['--key', '--other', 'x=1'], { key: '--other', x: '1' }],
    [['--key', '1', '--KEY', '2'], { key: '2' }],
    [['bare'], {}],
    [['--key'], {}],
    [['-k', 'value'], {}],
    [['-k', 'x=1'], { x: '1' }],
    [
      ['--urls', 'http://*:8080;http://*:8081', '--server', 'WebListener'],
      { urls: 'http://*:8080;http://*:8081', server: 'WebListener' },
    ],
    [[], {}],
  ] as const) {
    it(`reads ${JSON.stringify(args)}`, () => {
      assert.deepEqual(read([...args]), settings);
    });
  }

  const mappings = { '-p': 'port', '--Long': 'a:b' };
  for (const [args, settings] of [
    [['-p', '1'], { port: '1' }],
    [['-P=1'], { port: '1' }],
    [['--long', '1'], { a: undefined, 'a:b': '1' }],
    [['--long=1'], { 'a:b': '1' }],
    [['/LONG', '1'], { 'a:b': '1' }],
    [['/p', '1'], { p: '1' }],
  ] as const) {
    it(`maps ${JSON.stringify(args)}`, () => {
      const expected = Object.entries(settings).filter(([, value]) => value !== undefined);
      assert.deepEqual(read([...args], mappings), Object.fromEntries(expected));
    });
  }

  it('refuses a short switch with a value that nobody mapped', () => {
    assert.throws(() => read(['-k=1'], mappings), {
      name: 'ConfigurationError',
      code: 'format',
      message: "The short switch '-k=1' is not defined in the switch mappings.",
    });
  });

  it('refuses bad mappings where they are given', () => {
    const builder = new ConfigurationBuilder();
    assert.throws(() => builder.addCommandLine([], { port: 'x' }), {
      code: 'argument',
      message: "The switch mappings contain an invalid switch 'port'.",
    });
    assert.throws(() => builder.addCommandLine([], { '-p': 'x', '-P': 'y' }), {
      code: 'argument',
      message: "Keys in switch mappings are case-insensitive. A duplicated key '-P' was found.",
    });
  });
});
