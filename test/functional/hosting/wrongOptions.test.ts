import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import {
  ConfigurationBuilder,
  fetchHandler,
  nodeHandler,
  TestServer,
  WebHostBuilder,
  type ApplicationBuilder,
  type WebSocketOptions,
} from '../../../server-runtime/index.ts';

const wrong = (value: unknown): never => value as never;

describe('Wrong options of a server', () => {
  const kestrel = (configure: Parameters<WebHostBuilder['useKestrel']>[0]) => () =>
    new WebHostBuilder().useKestrel(configure);

  it('throw in the assignment that sets them, within useKestrel', () => {
    const positive = { name: 'RangeError', message: 'Value must be a positive number.' };
    assert.throws(
      kestrel(({ limits }) => (limits.maxRequestLineSize = 0)),
      positive,
    );
    assert.throws(
      kestrel(
        ({ limits }) => (limits.minRequestBodyDataRate = { bytesPerSecond: NaN, gracePeriod: 1 }),
      ),
      positive,
    );
    assert.throws(
      kestrel(({ limits }) => (limits.keepAliveTimeout = -1)),
      { name: 'RangeError', message: 'Value must be a positive TimeSpan.' },
    );
    assert.throws(
      kestrel((options) => (options.threadCount = 0)),
      { name: 'RangeError', message: 'ThreadCount must be positive.' },
    );
  });

  it('throw in useNodeHttp, with the texts of Node', () => {
    const nodeHttp = (node: object) => () => new WebHostBuilder().useNodeHttp({ node });
    assert.throws(nodeHttp({ requestTimeout: -1 }), { code: 'ERR_OUT_OF_RANGE' });
    assert.throws(nodeHttp({ keepAliveTimeout: 'long' }), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(nodeHttp({ headersTimeout: 2000, requestTimeout: 1000 }), {
      code: 'ERR_OUT_OF_RANGE',
    });
    assert.doesNotThrow(nodeHttp({ requestTimeout: 1000, headersTimeout: 1000 }));
  });

  it('throw in the call of the builder that is given them', () => {
    const builder = new WebHostBuilder();
    const cases: [() => unknown, string][] = [
      [
        () => builder.useStartup(wrong(undefined)),
        'useStartup takes a class, or the path of a module that exports one.',
      ],
      [
        () => builder.useStartup(wrong(() => undefined)),
        'useStartup takes a class, or the path of a module that exports one.',
      ],
      [
        () => builder.useServer(wrong('Kestrel')),
        'useServer takes a server, or a function that makes one.',
      ],
      [
        () => builder.useUrls(wrong(['http://*:0'])),
        'useUrls takes addresses as text, each an argument of its own.',
      ],
      [
        () => builder.useSetting('urls', wrong(5000)),
        "The value of the setting 'urls' must be text.",
      ],
      [() => builder.configure(wrong(undefined)), 'configure takes a function, not undefined.'],
      [
        () => builder.configureServices(wrong({})),
        'configureServices takes a function, not an object.',
      ],
      [
        () => builder.configureLogging(wrong('json')),
        'configureLogging takes a function, not a string.',
      ],
      [
        () => new ConfigurationBuilder().addInMemoryCollection({ port: wrong(80) }),
        "The value of the setting 'port' must be text.",
      ],
    ];
    for (const [call, message] of cases) assert.throws(call, { name: 'TypeError', message });
  });

  it('throw in useShutdownTimeout', () => {
    assert.throws(() => new WebHostBuilder().useShutdownTimeout(-1), {
      name: 'RangeError',
      message: 'The shutdown timeout must be a non-negative number of milliseconds.',
    });
  });
});

describe('Wrong options of middleware', () => {
  const cases: Record<string, [(app: ApplicationBuilder) => unknown, RegExp]> = {
    'useWebSockets, interval': [
      (app) => app.useWebSockets({ keepAliveInterval: -1 }),
      /keepAliveInterval must be a number of at least 0/,
    ],
    'useWebSockets, size': [
      (app) => app.useWebSockets({ maxMessageSize: 0 } satisfies WebSocketOptions),
      /maxMessageSize must be a number of at least 1/,
    ],
    'useHttpsRedirection, status': [
      (app) => app.useHttpsRedirection({ redirectStatusCode: wrong(200) }),
      /redirectStatusCode must be 301, 302, 307 or 308/,
    ],
    'useHttpsRedirection, port': [
      (app) => app.useHttpsRedirection({ httpsPort: 70_000 }),
      /httpsPort must be a port/,
    ],
    'useResponseCompression, level': [
      (app) => app.useResponseCompression({ level: wrong('best') }),
      /level must be 'fastest', 'optimal' or 'smallest'/,
    ],
    'useResponseCompression, length': [
      (app) => app.useResponseCompression({ minimumLength: NaN }),
      /minimumLength must be a number of at least 0/,
    ],
    'useStaticFiles, cache': [
      (app) => app.useStaticFiles({ root: import.meta.dirname, maxCacheSize: -1 }),
      /maxCacheSize must be a number of at least 0/,
    ],
    'useStaticFiles, path': [
      (app) => app.useStaticFiles({ root: import.meta.dirname, requestPath: '/a/' }),
      /must not end in a slash/,
    ],
    'useHsts, age': [(app) => app.useHsts({ maxAge: 0.5 }), /whole number of seconds/],
    'useForwardedHeaders, limit': [
      (app) => app.useForwardedHeaders({ forwardLimit: 0 }),
      /forward limit must be a positive whole number/,
    ],
    'useForwardedHeaders, headers': [
      (app) => app.useForwardedHeaders({ forwardedHeaders: ['for', wrong('X-Forwarded-Proto')] }),
      /list of 'for', 'proto', 'host' and 'prefix', not 'X-Forwarded-Proto'/,
    ],
    'useDefaultFiles, names': [
      (app) =>
        app.useDefaultFiles({ root: import.meta.dirname, defaultFileNames: wrong('index.html') }),
      /defaultFileNames must be a list/,
    ],
    'use, nothing': [(app) => app.use(wrong(undefined)), /^use takes a function, not undefined/],
    'useComponent, object': [
      (app) => app.useComponent(wrong({})),
      /^useComponent takes a function, not an object/,
    ],
    'run, text': [(app) => app.run(wrong('Hello')), /^run takes a function, not a string/],
    'nodeHandler, object': [() => nodeHandler(wrong({})), /^nodeHandler takes a function/],
    'fetchHandler, object': [() => fetchHandler(wrong({})), /^fetchHandler takes a function/],
    'usePathBase, path': [(app) => app.usePathBase('base'), /must start with a '\/'/],
  };
  const configure = async (t: TestContext, use: (app: ApplicationBuilder) => void) => {
    const server = await TestServer.create(new WebHostBuilder().configure(use));
    t.after(() => server[Symbol.asyncDispose]());
  };

  for (const [name, [use, message]] of Object.entries(cases)) {
    it(`throw in the call: ${name}`, async (t) => {
      await configure(t, (app) => assert.throws(() => use(app), { message }));
    });
  }
});
