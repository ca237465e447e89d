import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { ConfigurationBuilder } from '../../../server-runtime/configuration/configurationBuilder.ts';
import {
  readConsoleOptions,
  type ConsoleLoggerOptions,
} from '../../../server-runtime/logging/console/consoleLoggerOptions.ts';
import { ConsoleLoggerProvider } from '../../../server-runtime/logging/console/consoleLoggerProvider.ts';
import { formatTimestamp } from '../../../server-runtime/logging/console/formatTimestamp.ts';
import type { Logger } from '../../../server-runtime/logging/logger.ts';
import { LoggerFactory } from '../../../server-runtime/logging/loggerFactory.ts';
import { LogLevel } from '../../../server-runtime/logging/logLevel.ts';

/** What logging writes with some settings. */
function write(
  options: ConsoleLoggerOptions & { isTTY?: boolean },
  log: (logger: Logger) => void,
): { stdout: string; stderr: string } {
  const { isTTY = false, ...settings } = options;
  const written = { stdout: '', stderr: '' };
  const provider = new ConsoleLoggerProvider({
    stdout: { isTTY, write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    clock: { now: () => 0, date: () => new Date(Date.UTC(2026, 10, 5, 7, 8, 9, 12)) },
    ...settings,
  });
  const factory = new LoggerFactory().setMinimumLevel(LogLevel.trace).addProvider(provider);
  log(factory.createLogger('Shop.Cart'));
  return written;
}

const escape = '\u001b';
const failure = { stack: 'Error: why\n    at cart.ts:1', toString: () => 'Error: why' };

describe('Console logger, simple format', () => {
  it('writes level, category and event, then the message indented', () => {
    const { stdout } = write({}, (logger) => {
      logger.log(LogLevel.information, 14, 'Now listening on: {address}', { address: 'http://x' });
      logger.warning('two\r\nlines');
    });
    assert.equal(
      stdout,
      [
        'info: Shop.Cart[14]',
        '      Now listening on: http://x',
        'warn: Shop.Cart[0]',
        '      two',
        '      lines',
        '',
      ].join('\n'),
    );
  });

  it('has a word for each level', () => {
    const { stdout } = write({ singleLine: true }, (logger) => {
      for (let level = 0; level <= 5; level++) logger.log(level as LogLevel, 0, '');
    });
    const words = stdout.split('\n').map((line) => line.slice(0, 4));
    assert.deepEqual(words, ['trce', 'dbug', 'info', 'warn', 'fail', 'crit', '']);
  });

  it('indents what was thrown', () => {
    const error = new Error('why');
    error.stack = failure.stack;
    const { stdout } = write({}, (logger) => logger.error('failed', error));
    assert.equal(
      stdout,
      'fail: Shop.Cart[0]\n      failed\n      Error: why\n          at cart.ts:1\n',
    );
  });

  it('puts the scopes before the message', () => {
    const { stdout } = write({ includeScopes: true }, (logger) =>
      logger.withScope({ RequestId: '1', RequestPath: '/' }, () =>
        logger.withScope('step', () => logger.information('hi')),
      ),
    );
    assert.equal(
      stdout,
      'info: Shop.Cart[0]\n      => RequestId:1 RequestPath:/ => step\n      hi\n',
    );
  });

  it('fits a line, with a time in front', () => {
    const { stdout } = write(
      { singleLine: true, timestampFormat: 'HH:mm:ss.fff ', useUtcTimestamp: true },
      (logger) => logger.information('two\nlines'),
    );
    assert.equal(stdout, '07:08:09.012 info: Shop.Cart[0] two lines\n');
  });

  it('colours the level word on a terminal', (t) => {
    keepEnvironment(t);
    const log = (logger: Logger) => {
      logger.information('');
      logger.warning('');
      logger.error('');
      logger.critical('');
      logger.debug('');
    };
    const { stdout } = write({ isTTY: true }, log);
    const levels = stdout.split('\n').map((line) => line.replace(/: Shop.*/, ''));
    assert.deepEqual(levels, [
      '\u001b[40m\u001b[32minfo\u001b[39m\u001b[22m\u001b[49m',
      '\u001b[40m\u001b[1m\u001b[33mwarn\u001b[39m\u001b[22m\u001b[49m',
      '\u001b[41m\u001b[30mfail\u001b[39m\u001b[22m\u001b[49m',
      '\u001b[41m\u001b[1m\u001b[37mcrit\u001b[39m\u001b[22m\u001b[49m',
      '\u001b[40m\u001b[37mdbug\u001b[39m\u001b[22m\u001b[49m',
      '',
    ]);
  });

  it('has no colours when redirected, unless asked for', (t) => {
    keepEnvironment(t);
    const log = (logger: Logger) => logger.information('hi');
    assert.equal(write({}, log).stdout.includes(escape), false);
    assert.equal(write({ colorBehavior: 'enabled' }, log).stdout.includes(escape), true);
    assert.equal(
      write({ isTTY: true, colorBehavior: 'disabled' }, log).stdout.includes(escape),
      false,
    );
    process.env['DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION'] = '1';
    assert.equal(write({}, log).stdout.includes(escape), true);
    process.env['NO_COLOR'] = '1';
    assert.equal(write({ isTTY: true }, log).stdout.includes(escape), false);
  });
});

describe('Console logger, other formats', () => {
  it('writes a line of JSON', () => {
    const { stdout } = write(
      { formatter: 'json', includeScopes: true, timestampFormat: 'O', useUtcTimestamp: true },
      (logger) =>
        logger.withScope({ id: 1n }, () => logger.log(LogLevel.warning, 3, 'a {b}', { b: [1] })),
    );
    assert.deepEqual(JSON.parse(stdout), {
      Timestamp: '2026-11-05T07:08:09.0120000Z',
      EventId: 3,
      LogLevel: 'Warning',
      Category: 'Shop.Cart',
      Message: 'a 1',
      State: { Message: 'a 1', b: [1], '{OriginalFormat}': 'a {b}' },
      Scopes: [{ Message: 'id:1', id: '1' }],
    });
  });

  it('survives values that JSON cannot hold', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    const { stdout } = write({ formatter: 'json' }, (logger) =>
      logger.information('x', { loop, nothing: undefined, symbol: Symbol('s') }),
    );
    const { State } = JSON.parse(stdout) as { State: Record<string, unknown> };
    assert.equal(State['nothing'], null);
    assert.equal(State['symbol'], 'Symbol(s)');
  });

  it('writes a line for the journal', () => {
    const { stdout } = write({ formatter: 'systemd', includeScopes: true }, (logger) => {
      logger.debug('a');
      logger.information('two\nlines');
      logger.withScope('s', () => logger.warning('c'));
      logger.error('d');
      logger.critical('e');
    });
    assert.equal(
      stdout,
      [
        '<7>Shop.Cart[0] a',
        '<6>Shop.Cart[0] two lines',
        '<4>Shop.Cart[0] => s c',
        '<3>Shop.Cart[0] d',
        '<2>Shop.Cart[0] e',
        '',
      ].join('\n'),
    );
  });

  it('writes to stderr from a level on', () => {
    const { stdout, stderr } = write(
      { logToStandardErrorThreshold: LogLevel.error, singleLine: true },
      (logger) => {
        logger.information('out');
        logger.error('err');
      },
    );
    assert.equal(stdout, 'info: Shop.Cart[0] out\n');
    assert.equal(stderr, 'fail: Shop.Cart[0] err\n');
  });
});

describe('addConsole', () => {
  it('takes levels and scopes from a Logging section, for the console alone', () => {
    const section = new ConfigurationBuilder()
      .addInMemoryCollection({
        'Logging:IncludeScopes': 'true',
        'Logging:LogLevel:Default': 'Debug',
        'Logging:LogLevel:Noise': 'None',
        'Logging:Console:LogLevel:Shop': 'Error',
      })
      .build()
      .getSection('Logging');
    const factory = new LoggerFactory().addConsole(section);
    const isDebug = (category: string) => factory.createLogger(category).isEnabled(LogLevel.debug);
    assert.deepEqual([isDebug('a'), isDebug('Noise'), isDebug('Shop')], [true, false, false]);
  });

  it('takes a level', () => {
    const factory = new LoggerFactory().addConsole(LogLevel.error);
    assert.equal(factory.createLogger('a').isEnabled(LogLevel.warning), false);
  });

  for (const [key, value, message] of [
    ['FormatterName', 'xml', "Unknown console formatter 'xml'. Use one of simple, json, systemd."],
    [
      'FormatterOptions:ColorBehavior',
      'pink',
      "Unknown colour behaviour 'pink'. Use one of default, enabled, disabled.",
    ],
    [
      'FormatterOptions:SingleLine',
      'yes',
      "Configuration value 'yes' of SingleLine is not a boolean. Use True or False.",
    ],
    ['LogToStandardErrorThreshold', 'Loud', /^Configuration value 'Loud' is not a log level\./],
  ] as const) {
    it(`refuses ${key} ${value} in a section`, () => {
      const section = new ConfigurationBuilder()
        .addInMemoryCollection({ [`Console:${key}`]: value })
        .build();
      assert.throws(() => new LoggerFactory().addConsole(section), { name: 'TypeError', message });
    });
  }

  it('reads every option of a section, whatever its case', () => {
    const options = readConsoleOptions(
      new ConfigurationBuilder()
        .addInMemoryCollection({
          'Console:FormatterName': 'Simple',
          'Console:LogToStandardErrorThreshold': 'error',
          'Console:FormatterOptions:IncludeScopes': 'True',
          'Console:FormatterOptions:TimestampFormat': 'HH:mm ',
          'Console:FormatterOptions:UseUtcTimestamp': 'true',
          'Console:FormatterOptions:SingleLine': '1',
          'Console:FormatterOptions:ColorBehavior': 'Disabled',
          IncludeScopes: 'False',
        })
        .build(),
    );
    assert.deepEqual(options, {
      formatter: 'simple',
      logToStandardErrorThreshold: LogLevel.error,
      includeScopes: true,
      timestampFormat: 'HH:mm ',
      useUtcTimestamp: true,
      singleLine: true,
      colorBehavior: 'disabled',
    });
  });

  it('refuses options that code without types got wrong', () => {
    const wrong = { formatter: 'xml' } as unknown as ConsoleLoggerOptions;
    assert.throws(() => new LoggerFactory().addConsole(wrong), {
      message: "Unknown console formatter 'xml'. Use one of simple, json, systemd.",
    });
  });
});

describe('Timestamps', () => {
  const time = new Date(Date.UTC(2026, 0, 2, 15, 4, 5, 67));
  for (const [format, text] of [
    ['yyyy-MM-dd HH:mm:ss.fff', '2026-01-02 15:04:05.067'],
    ["d MMM yy 'at' h:mm tt", '2 Jan 26 at 3:04 PM'],
    ['H:m:s f', '15:4:5 0'],
    ['\\H zzz K', 'H +00:00 Z'],
    ['[HH] ', '[15] '],
  ] as const) {
    it(`are written as ${format}`, () => {
      assert.equal(formatTimestamp(format, time, true), text);
    });
  }
});

/** Puts the variables that decide on colours back when the test ends. */
function keepEnvironment(t: TestContext): void {
  const names = ['NO_COLOR', 'DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION'];
  const before = names.map((name) => [name, process.env[name]] as const);
  for (const name of names) delete process.env[name];
  t.after(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
}
