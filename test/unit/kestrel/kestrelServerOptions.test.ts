import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KestrelServerLimits } from '../../../server-runtime/servers/kestrel/kestrelServerLimits.ts';
import { KestrelServerOptions } from '../../../server-runtime/servers/kestrel/kestrelServerOptions.ts';

const positive = 'Value must be a positive number.';
const positiveOrNull = 'Value must be null or a positive number.';
const nonNegativeOrNull = 'Value must be null or a non-negative number.';
const time = 'Value must be a positive TimeSpan.';

describe('KestrelServerLimits', () => {
  it('has the defaults of ASP.NET Core', () => {
    const limits = new KestrelServerLimits();
    assert.deepEqual(
      [
        limits.maxConcurrentConnections,
        limits.maxConcurrentUpgradedConnections,
        limits.maxRequestBodySize,
        limits.maxRequestBufferSize,
        limits.maxResponseBufferSize,
        limits.maxRequestLineSize,
        limits.maxRequestHeadersTotalSize,
        limits.maxRequestHeaderCount,
        limits.keepAliveTimeout,
        limits.requestHeadersTimeout,
        limits.minRequestBodyDataRate,
        limits.minResponseDataRate,
      ],
      [
        null,
        null,
        30_000_000,
        1_048_576,
        65_536,
        8192,
        32_768,
        100,
        130_000,
        30_000,
        { bytesPerSecond: 240, gracePeriod: 5000 },
        { bytesPerSecond: 240, gracePeriod: 5000 },
      ],
    );
  });

  for (const [name, bad, good, message] of [
    ['maxConcurrentConnections', [0, -1, Number.NaN], [null, 1], positiveOrNull],
    ['maxConcurrentUpgradedConnections', [-1, Number.NaN], [null, 0, 1], nonNegativeOrNull],
    ['maxRequestBodySize', [-1], [null, 0, 1], nonNegativeOrNull],
    ['maxRequestBufferSize', [0, -1], [null, 1], positiveOrNull],
    ['maxResponseBufferSize', [-1], [null, 0, 1], nonNegativeOrNull],
    ['maxRequestLineSize', [0, -1], [1], positive],
    ['maxRequestHeadersTotalSize', [0, -1], [1], positive],
    ['maxRequestHeaderCount', [0, -1], [1], positive],
    ['keepAliveTimeout', [0, -1], [1, Infinity], time],
    ['requestHeadersTimeout', [0, -1], [1, Infinity], time],
  ] as const) {
    it(`checks ${name} where it is set`, () => {
      const limits: Record<string, unknown> = new KestrelServerLimits() as never;
      for (const value of bad) {
        assert.throws(() => (limits[name] = value), { name: 'RangeError', message });
      }
      for (const value of good) {
        limits[name] = value;
        assert.equal(limits[name], value);
      }
    });
  }

  it('checks data rates where they are set', () => {
    const limits = new KestrelServerLimits();
    assert.throws(() => (limits.minRequestBodyDataRate = { bytesPerSecond: 0, gracePeriod: 1 }), {
      message: positive,
    });
    assert.throws(() => (limits.minResponseDataRate = { bytesPerSecond: 1, gracePeriod: 0 }), {
      message: time,
    });
    limits.minRequestBodyDataRate = null;
    limits.minResponseDataRate = null;
    assert.equal(limits.minRequestBodyDataRate, null);
  });

  it('refuses a buffer that its other limits do not fit into', () => {
    const limits = new KestrelServerLimits();
    limits.maxRequestBufferSize = 8191;
    assert.throws(() => limits.validate(), {
      message:
        'Maximum request buffer size (8191) must be greater than or equal to maximum request line size (8192).',
    });
    limits.maxRequestBufferSize = 32_767;
    assert.throws(() => limits.validate(), {
      message:
        'Maximum request buffer size (32767) must be greater than or equal to maximum request headers size (32768).',
    });
    limits.maxRequestBufferSize = null;
    limits.validate();
  });
});

const aboveZero = 'A value greater than zero is required.';
const beat = 'A TimeSpan value greater than or equal to 00:00:01 is required.';
const range = (min: number, max: number): string =>
  `A value between ${min} and ${max} is required.`;

describe('Http2Limits', () => {
  for (const [name, initial, bad, good, message] of [
    ['maxStreamsPerConnection', 100, [0, -1, Number.NaN], [1], aboveZero],
    ['headerTableSize', 4096, [-1], [0, 1], 'A value greater than or equal to zero is required.'],
    ['maxFrameSize', 16_384, [16_383, 16_777_216], [16_777_215], range(16_384, 16_777_215)],
    ['maxRequestHeaderFieldSize', 32_768, [0, -1], [1], aboveZero],
    [
      'initialConnectionWindowSize',
      1_048_576,
      [65_534, 2_147_483_648],
      [65_535, 2_147_483_647],
      range(65_535, 2_147_483_647),
    ],
    [
      'initialStreamWindowSize',
      786_432,
      [65_534, 2_147_483_648],
      [65_535, 2_147_483_647],
      range(65_535, 2_147_483_647),
    ],
    ['keepAlivePingDelay', Infinity, [999, 0, -1], [1000, Infinity], beat],
    ['keepAlivePingTimeout', 20_000, [999, 0, -1], [1000, Infinity], beat],
  ] as const) {
    it(`has the default of ${name}, and checks it where it is set`, () => {
      const limits: Record<string, unknown> = new KestrelServerLimits().http2 as never;
      assert.equal(limits[name], initial);
      for (const value of bad) {
        assert.throws(() => (limits[name] = value), { name: 'RangeError', message });
      }
      for (const value of good) {
        limits[name] = value;
        assert.equal(limits[name], value);
      }
    });
  }
});

describe('KestrelServerOptions', () => {
  it('is as strict as it can be unless told otherwise', () => {
    const options = new KestrelServerOptions();
    assert.equal(options.allowHostHeaderOverride, false);
    assert.equal(options.allowAlternateSchemes, false);
    assert.equal(options.allowResponseHeaderCompression, true);
  });

  it('refuses a thread count that is not positive', () => {
    const options = new KestrelServerOptions();
    for (const value of [0, -1, 1.5]) {
      assert.throws(() => (options.threadCount = value), {
        message: 'ThreadCount must be positive.',
      });
    }
    options.threadCount = 4;
    assert.equal(options.threadCount, 4);
  });

  it('names endpoints as addresses', () => {
    const options = new KestrelServerOptions()
      .listen('::1', 0)
      .listenAnyIP(80)
      .listenLocalhost(5001, (endpoint) => endpoint.useHttps())
      .listenNamedPipe('app');
    assert.deepEqual(
      options.endpoints.map(({ address }) => address),
      ['http://[::1]:0', 'http://*:80', 'https://localhost:5001', 'http://pipe:/app'],
    );
  });
});
