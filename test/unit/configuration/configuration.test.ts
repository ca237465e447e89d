import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { compareKeys } from '../../../server-runtime/configuration/configurationPath.ts';
import { ConfigurationBuilder } from '../../../server-runtime/configuration/configurationBuilder.ts';

function build(...layers: Record<string, string | null>[]) {
  const builder = new ConfigurationBuilder();
  for (const layer of layers) builder.addInMemoryCollection(layer);
  return builder.build();
}

describe('Configuration', () => {
  it('looks keys up whatever their case, the last source first', () => {
    const configuration = build({ 'A:B': '1', c: '1' }, { 'a:b': '2' });
    assert.equal(configuration.get('A:b'), '2');
    assert.equal(configuration.get('C'), '1');
    assert.equal(configuration.get('missing'), undefined);
  });

  it('lets null hide what an earlier source says', () => {
    assert.equal(build({ a: '1' }, { a: null }).get('a'), undefined);
  });

  it('sets a value in every source', () => {
    const configuration = build({ a: '1' }, { a: '2' });
    configuration.set('a', '3');
    assert.deepEqual(
      configuration.providers.map((provider) => provider.get('a')),
      ['3', '3'],
    );
    configuration.getSection('x').set('y', '4');
    assert.equal(configuration.get('x:y'), '4');
  });

  it('refuses to set a value without a source', () => {
    assert.throws(() => build().set('a', '1'), {
      code: 'invalid-operation',
      message:
        'A configuration source is not registered. Please register one before setting a value.',
    });
  });

  it('has sections, children in order, and empty ones', () => {
    const configuration = build(
      { 'list:10': 'k', 'list:2': 'c', 'list:b': 'x', 'list:A:y': '1' },
      { 'LIST:1': 'b' },
    );
    const list = configuration.getSection('list');
    assert.deepEqual(
      list.getChildren().map(({ key, path, value }) => [key, path, value]),
      [
        ['1', 'list:1', 'b'],
        ['2', 'list:2', 'c'],
        ['10', 'list:10', 'k'],
        ['A', 'list:A', undefined],
        ['b', 'list:b', 'x'],
      ],
    );
    const missing = configuration.getSection('missing');
    assert.deepEqual(
      [missing.value, missing.hasChildren(), missing.key],
      [undefined, false, 'missing'],
    );
  });

  it('does not take a key for the child of one that it starts with', () => {
    const configuration = build({ 'ab:c': '1' });
    assert.equal(configuration.getSection('a').hasChildren(), false);
  });

  it('lists all entries of a section, relative to it', () => {
    const section = build({ 'a:b:c': '1', 'a:d': '2', x: '3' }).getSection('a');
    assert.deepEqual(section.entries(), [
      ['b', undefined],
      ['b:c', '1'],
      ['d', '2'],
    ]);
  });

  it('takes another configuration as a source, as it becomes', () => {
    const values: Record<string, string> = { 'a:b': '1' };
    const inner = build(values);
    const outer = new ConfigurationBuilder().addConfiguration(inner.getSection('a')).build();
    let reloads = 0;
    outer.onChange(() => reloads++);
    values['a:b'] = '2';
    inner.reload();
    assert.deepEqual([outer.get('b'), reloads], ['2', 1]);
  });

  it('tells of reloads until nobody wants to know', () => {
    const configuration = build({});
    let reloads = 0;
    const registration = configuration.getSection('a').onChange(() => reloads++);
    configuration.reload();
    registration.dispose();
    configuration.reload();
    assert.equal(reloads, 1);
  });

  it('orders keys consistently', () => {
    const key = fc.array(
      fc.oneof(fc.nat(20).map(String), fc.constantFrom('a', 'A', 'b', '01', '')),
      { maxLength: 3 },
    );
    const joined = key.map((parts) => parts.join(':'));
    fc.assert(
      fc.property(joined, joined, joined, (a, b, c) => {
        assert.equal(Math.sign(compareKeys(a, b)), -Math.sign(compareKeys(b, a)) || 0);
        if (compareKeys(a, b) <= 0 && compareKeys(b, c) <= 0) assert.ok(compareKeys(a, c) <= 0);
      }),
    );
  });
});

describe('Environment variables', () => {
  const read = (environment: Record<string, string>, prefix?: string) =>
    Object.fromEntries(
      new ConfigurationBuilder()
        .addEnvironmentVariables(prefix, environment)
        .build()
        .entries()
        .filter(([, value]) => value !== undefined),
    );

  it('take __ for the separator', () => {
    assert.deepEqual(read({ A__B: '1', C: '2' }), { 'A:B': '1', C: '2' });
  });

  it('are filtered by a prefix, whatever its case, and lose it', () => {
    assert.deepEqual(read({ aspnetcore_URLS: 'x', OTHER: 'y' }, 'ASPNETCORE_'), { URLS: 'x' });
  });

  it('may have a prefix with a separator, given either way', () => {
    assert.deepEqual(read({ App__Key: '1' }, 'APP:'), { Key: '1' });
    assert.deepEqual(read({ App__Key: '1' }, 'APP__'), { Key: '1' });
  });

  it('bring connection strings of Azure, with what they are for', () => {
    assert.deepEqual(read({ SQLCONNSTR_db: 'x', CUSTOMCONNSTR_other: 'y', MYSQLCONNSTR_my: 'z' }), {
      'ConnectionStrings:db': 'x',
      'ConnectionStrings:db_ProviderName': 'System.Data.SqlClient',
      'ConnectionStrings:other': 'y',
      'ConnectionStrings:my': 'z',
      'ConnectionStrings:my_ProviderName': 'MySql.Data.MySqlClient',
    });
  });
});
