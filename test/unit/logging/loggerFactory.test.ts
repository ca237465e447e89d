import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigurationBuilder } from '../../../server-runtime/configuration/configurationBuilder.ts';
import { LoggerFactory } from '../../../server-runtime/logging/loggerFactory.ts';
import { LogLevel } from '../../../server-runtime/logging/logLevel.ts';
import { RecordingProvider } from './recordingProvider.ts';

function configure(settings: Record<string, string>) {
  return new ConfigurationBuilder().addInMemoryCollection(settings).build().getSection('Logging');
}

describe('LoggerFactory', () => {
  it('gives entries of Information and graver to every provider', () => {
    const first = new RecordingProvider();
    const second = new RecordingProvider();
    const logger = new LoggerFactory()
      .addProvider(first)
      .addProvider(second)
      .createLogger('Shop.Cart');
    logger.debug('not this');
    logger.information('{count} items', { count: 2 });
    logger.error('failed', new Error('why'));
    for (const provider of [first, second]) {
      assert.deepEqual(provider.messages, ['2 items', 'failed']);
      assert.equal(provider.entries[0]?.category, 'Shop.Cart');
      assert.deepEqual(provider.entries[0]?.state, { count: 2 });
      assert.equal(String(provider.entries[1]?.error), 'Error: why');
    }
  });

  it('makes one logger per category', () => {
    const factory = new LoggerFactory();
    assert.equal(factory.createLogger('a'), factory.createLogger('a'));
  });

  it('knows which levels reach somebody', () => {
    const factory = new LoggerFactory();
    const logger = factory.createLogger('a');
    assert.equal(logger.isEnabled(LogLevel.critical), false);
    factory.addProvider(new RecordingProvider());
    assert.equal(logger.isEnabled(LogLevel.debug), false);
    assert.equal(logger.isEnabled(LogLevel.information), true);
    factory.setMinimumLevel(LogLevel.none);
    assert.equal(logger.isEnabled(LogLevel.critical), false);
    assert.equal(logger.isEnabled(LogLevel.none), false);
  });

  it('does not put a message together that nobody reads', () => {
    const logger = new LoggerFactory().addProvider(new RecordingProvider()).createLogger('a');
    const state = {
      get value(): string {
        throw new Error('read');
      },
    };
    logger.debug('{value}', state);
    logger.log(LogLevel.trace, 1, '{value}', state);
  });

  it('goes on when a provider fails', () => {
    const provider = new RecordingProvider();
    const logger = new LoggerFactory()
      .addProvider({
        name: 'Broken',
        write: () => {
          throw new Error('disk full');
        },
      })
      .addProvider(provider)
      .createLogger('a');
    logger.information('kept');
    assert.deepEqual(provider.messages, ['kept']);
  });

  it('stops to write when it is disposed', () => {
    const provider = new RecordingProvider();
    const factory = new LoggerFactory().addProvider(provider);
    const logger = factory.createLogger('a');
    factory.dispose();
    factory.dispose();
    logger.information('late');
    assert.deepEqual([provider.messages, provider.isDisposed], [[], true]);
  });
});

describe('LoggerFactory, filters', () => {
  const settings = {
    'Logging:LogLevel:Default': 'Warning',
    'Logging:LogLevel:Shop': 'Information',
    'Logging:LogLevel:Shop.Cart': 'error',
    'Logging:LogLevel:*.Noise': 'None',
    'Logging:Recording:LogLevel:Shop.Stock': 'Trace',
    'Logging:Other:LogLevel:Shop': 'Trace',
    // One for the provider beats a longer one for all.
    'Logging:Recording:LogLevel:Vendor': 'Debug',
    'Logging:LogLevel:Vendor.Http': 'Error',
  };
  for (const [category, minimum] of [
    ['Anything', LogLevel.warning],
    ['Shop', LogLevel.information],
    ['shop.Orders', LogLevel.information],
    ['Shopping', LogLevel.information],
    ['Shop.Cart', LogLevel.error],
    ['Shop.Cart.Items', LogLevel.error],
    ['Shop.Stock', LogLevel.trace],
    ['A.Noise', LogLevel.none],
    ['Vendor.Http', LogLevel.debug],
  ] as const) {
    it(`lets entries of ${category} through from level ${minimum} on`, () => {
      const logger = new LoggerFactory()
        .addProvider(new RecordingProvider())
        .addConfiguration(configure(settings))
        .createLogger(category);
      const enabled = [0, 1, 2, 3, 4, 5].filter((level) => logger.isEnabled(level as LogLevel));
      assert.deepEqual(
        enabled,
        [0, 1, 2, 3, 4, 5].filter((level) => level >= minimum),
      );
    });
  }

  it('prefer the one that was added last of two alike', () => {
    const factory = new LoggerFactory().addProvider(new RecordingProvider());
    factory.addFilter({ category: 'a', level: LogLevel.trace });
    factory.addFilter({ category: 'a', level: LogLevel.error });
    assert.equal(factory.createLogger('a').isEnabled(LogLevel.warning), false);
  });

  it('change with their configuration, also for loggers in use', () => {
    const values: Record<string, string> = { 'Logging:LogLevel:Default': 'Error' };
    const root = new ConfigurationBuilder().addInMemoryCollection(values).build();
    const provider = new RecordingProvider();
    const factory = new LoggerFactory().addProvider(provider);
    const logger = factory.addConfiguration(root.getSection('Logging')).createLogger('a');
    assert.equal(logger.isEnabled(LogLevel.debug), false);
    values['Logging:LogLevel:Default'] = 'Debug';
    root.reload();
    assert.equal(logger.isEnabled(LogLevel.debug), true);
    values['Logging:LogLevel:Default'] = 'Debugg';
    root.reload();
    assert.equal(logger.isEnabled(LogLevel.debug), true);
    assert.match(String(provider.entries[0]?.error), /'Debugg' is not a log level/);
  });

  it('refuse a level that does not exist', () => {
    assert.throws(
      () => new LoggerFactory().addConfiguration(configure({ 'Logging:LogLevel:Default': 'Loud' })),
      {
        name: 'TypeError',
        message:
          "Configuration value 'Loud' is not a log level. Use one of Trace, Debug, Information, Warning, Error, Critical, None.",
      },
    );
  });
});

describe('Logger scopes', () => {
  it('come with the entries within, outermost first', async () => {
    const provider = new RecordingProvider({ includeScopes: true });
    const logger = new LoggerFactory().addProvider(provider).createLogger('a');
    await logger.withScope('request', async () => {
      await Promise.resolve();
      const scope = logger.beginScope({ step: 1 });
      logger.information('within');
      scope.dispose();
      scope.dispose();
      logger.information('after');
    });
    logger.information('outside');
    assert.deepEqual(
      provider.entries.map(({ scopes }) => scopes),
      [['request', { step: 1 }], ['request'], []],
    );
  });

  it('may be left in any order', () => {
    const provider = new RecordingProvider({ includeScopes: true });
    const logger = new LoggerFactory().addProvider(provider).createLogger('a');
    const outer = logger.beginScope('outer');
    const inner = logger.beginScope('inner');
    outer.dispose();
    logger.information('one');
    inner.dispose();
    logger.information('none');
    assert.deepEqual(
      provider.entries.map(({ scopes }) => scopes),
      [['inner'], []],
    );
  });

  it('stay with their own of two requests at a time', async () => {
    const provider = new RecordingProvider({ includeScopes: true });
    const logger = new LoggerFactory().addProvider(provider).createLogger('a');
    const serve = (id: string) =>
      logger.withScope(id, async () => {
        await Promise.resolve();
        logger.information(id);
      });
    await Promise.all([serve('1'), serve('2')]);
    for (const { message, scopes } of provider.entries) assert.deepEqual(scopes, [message]);
  });

  it('cost nothing when nobody shows them', () => {
    const provider = new RecordingProvider();
    const logger = new LoggerFactory().addProvider(provider).createLogger('a');
    assert.equal(
      logger.withScope('x', () => 5),
      5,
    );
    assert.equal(logger.beginScope('x'), logger.beginScope('y'));
  });
});
