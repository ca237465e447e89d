import assert from 'node:assert/strict';
import { once, EventEmitter } from 'node:events';
import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { ConfigurationBuilder } from '../../../server-runtime/configuration/configurationBuilder.ts';
import type { JsonFileOptions } from '../../../server-runtime/configuration/sources/jsonFileProvider.ts';
import { readJson } from '../../../server-runtime/configuration/sources/readJson.ts';

function read(text: string): Record<string, string | null | undefined> {
  const settings = readJson(text);
  return Object.fromEntries([...settings.keys()].map((key) => [key, settings.get(key)]));
}

describe('JSON settings', { timeout: 60_000 }, () => {
  it('are flattened, values as text', () => {
    assert.deepEqual(
      read(`{
        // comments
        "a": { "b": "x", "c": [1.50, true, [], {}, { "d": null }] },
        "e": false, /* and */ "f": 1e3,
      }`),
      {
        'a:b': 'x',
        'a:c:0': '1.50',
        'a:c:1': 'True',
        'a:c:2': '',
        'a:c:3': null,
        'a:c:4:d': null,
        e: 'False',
        f: '1e3',
      },
    );
  });

  it('may be empty', () => {
    assert.deepEqual(read('{}'), {});
  });

  for (const [text, message] of [
    ['{"a": 1, "A": 2}', "A duplicate key 'A' was found."],
    ['{"a": {"b": 1}, "a:B": 2}', "A duplicate key 'a:B' was found."],
    ['[]', "Top-level JSON element must be an object. Instead, 'Array' was found in line 1."],
    ['"x"', "Top-level JSON element must be an object. Instead, 'String' was found in line 1."],
    ['null', "Top-level JSON element must be an object. Instead, 'Null' was found in line 1."],
    ['{"a": }', 'Could not parse the JSON file. Error in line 1, column 7: ValueExpected.'],
    [
      '{\n  "a": 1\n  "b": 2\n}',
      'Could not parse the JSON file. Error in line 3, column 3: CommaExpected.',
    ],
    ['', 'Could not parse the JSON file. Error in line 1, column 1: ValueExpected.'],
  ] as const) {
    it(`refuse ${JSON.stringify(text)}`, () => {
      assert.throws(() => readJson(text), { name: 'ConfigurationError', code: 'format', message });
    });
  }
});

function makeFolder(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'configuration-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('JSON file', { timeout: 60_000 }, () => {
  it('is read from the base folder, with or without a byte order mark', (t) => {
    const folder = makeFolder(t);
    writeFileSync(path.join(folder, 'app.json'), '\uFEFF{"a": "b"}');
    const configuration = new ConfigurationBuilder()
      .setBasePath(folder)
      .addJsonFile('app.json')
      .build();
    assert.equal(configuration.get('a'), 'b');
  });

  it('must be there unless it is optional', (t) => {
    const builder = new ConfigurationBuilder().setBasePath(makeFolder(t));
    assert.equal(builder.addJsonFile('a.json', { optional: true }).build().get('a'), undefined);
    assert.throws(() => builder.addJsonFile('b.json').build(), {
      code: 'file-not-found',
      message: /^The configuration file 'b\.json' was not found and is not optional\./,
    });
  });

  it('says which file is wrong, and where', (t) => {
    const folder = makeFolder(t);
    const file = path.join(folder, 'app.json');
    writeFileSync(file, '{"a": 1,\n "a": 2}');
    assert.throws(() => new ConfigurationBuilder().addJsonFile(file).build(), {
      code: 'format',
      message: `Failed to load configuration from file '${file}'. A duplicate key 'a' was found.`,
    });
  });

  it('refuses an empty path at the call', () => {
    assert.throws(() => new ConfigurationBuilder().addJsonFile(''), TypeError);
  });
});

describe('JSON file, reload on change', { timeout: 60_000 }, () => {
  interface Watched {
    file: string;
    get: (key: string) => string | undefined;
    /** Resolves with the next reload. */
    reloaded: () => Promise<unknown>;
  }

  function watch(t: TestContext, text: string | undefined, options: JsonFileOptions = {}): Watched {
    const file = path.join(makeFolder(t), 'app.json');
    if (text !== undefined) writeFileSync(file, text);
    const configuration = new ConfigurationBuilder()
      .addJsonFile(file, { reloadOnChange: true, reloadDelay: 20, optional: true, ...options })
      .build();
    t.after(() => configuration.dispose());
    const events = new EventEmitter();
    configuration.onChange(() => events.emit('reload'));
    return {
      file,
      get: (key) => configuration.get(key),
      reloaded: () => once(events, 'reload'),
    };
  }

  it('follows writes and replacements', async (t) => {
    const { file, get, reloaded } = watch(t, '{"a": "1"}');
    let reload = reloaded();
    writeFileSync(file, '{"a": "22"}');
    await reload;
    assert.equal(get('a'), '22');
    reload = reloaded();
    writeFileSync(`${file}.tmp`, '{"a": "333"}');
    renameSync(`${file}.tmp`, file);
    await reload;
    assert.equal(get('a'), '333');
  });

  it('follows an optional file that comes and goes', async (t) => {
    const { file, get, reloaded } = watch(t, undefined);
    let reload = reloaded();
    writeFileSync(file, '{"a": "1"}');
    await reload;
    assert.equal(get('a'), '1');
    reload = reloaded();
    rmSync(file);
    await reload;
    assert.equal(get('a'), undefined);
  });

  it('follows a link that is pointed elsewhere', async (t) => {
    const folder = makeFolder(t);
    writeFileSync(path.join(folder, 'one.json'), '{"a": "1"}');
    writeFileSync(path.join(folder, 'two.json'), '{"a": "22"}');
    const { file, get, reloaded } = watch(t, undefined);
    const first = reloaded();
    symlinkSync(path.join(folder, 'one.json'), file);
    await first;
    const second = reloaded();
    symlinkSync(path.join(folder, 'two.json'), `${file}.tmp`);
    renameSync(`${file}.tmp`, file);
    await second;
    assert.equal(get('a'), '22');
  });

  it('keeps the settings in force when the file becomes unreadable, and says so', async (t) => {
    const errors = new EventEmitter();
    const { file, get, reloaded } = watch(t, '{"a": "1"}', {
      onReloadError: (error) => errors.emit('failed', error),
    });
    const failed = once(errors, 'failed');
    writeFileSync(file, '{"a": ');
    const [error] = (await failed) as [Error];
    assert.match(error.message, /Could not parse the JSON file/);
    assert.equal(get('a'), '1');
    const reload = reloaded();
    writeFileSync(file, '{"a": "2"}');
    await reload;
    assert.equal(get('a'), '2');
  });
});
