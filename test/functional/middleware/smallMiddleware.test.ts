import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Middleware, RequestDelegate } from '../../../server-runtime/http/requestDelegate.ts';
import type { LogEntry } from '../../../server-runtime/logging/logEntry.ts';
import { LoggerFactory } from '../../../server-runtime/logging/loggerFactory.ts';
import { hsts, type HstsOptions } from '../../../server-runtime/middleware/hsts/hsts.ts';
import {
  httpsPortOf,
  httpsRedirection,
} from '../../../server-runtime/middleware/httpsRedirection/httpsRedirection.ts';
import { pathBase } from '../../../server-runtime/middleware/pathBase/pathBase.ts';
import { requestLogging } from '../../../server-runtime/middleware/requestLogging/requestLogging.ts';
import { servePipeline } from './servePipeline.ts';

function recordingLogger() {
  const entries: LogEntry[] = [];
  const logger = new LoggerFactory()
    .addProvider({ name: 'test', write: (entry) => entries.push(entry) })
    .createLogger('a');
  return { entries, logger };
}

const overHttps: Middleware = ({ request }, next) => {
  request.scheme = 'https';
  return next();
};

const hello: RequestDelegate = async ({ response }) => {
  await response.write('hello');
};

describe('Path base', { timeout: 60_000 }, () => {
  const tell: RequestDelegate = async ({ request, response }) => {
    await response.write(`${request.pathBase} ${request.path}`);
  };
  for (const [target, text] of [
    ['/app/a', '/app /a'],
    ['/APP/a', '/APP /a'],
    ['/app', '/app '],
    ['/app/', '/app /'],
    ['/application', ' /application'],
    ['/', ' /'],
  ] as const) {
    it(`makes '${text}' of ${target}`, async (t) => {
      const site = await servePipeline(t, [pathBase('/app')], tell);
      assert.equal((await site.get(target)).text, text);
    });
  }

  it('nests, and is put back afterwards', async (t) => {
    let after = '';
    const look: Middleware = async ({ request }, next) => {
      await next();
      after = `${request.pathBase} ${request.path}`;
    };
    const site = await servePipeline(t, [look, pathBase('/a/'), pathBase('/b')], tell);
    assert.equal((await site.get('/a/b/c')).text, '/a/b /c');
    assert.equal(after, ' /a/b/c');
  });

  it('must start with a slash, and may be empty', async (t) => {
    assert.throws(() => pathBase('app'), {
      message: "The path base 'app' must start with a '/'.",
    });
    const site = await servePipeline(t, [pathBase('/'), pathBase('')], tell);
    assert.equal((await site.get('/a')).text, ' /a');
  });
});

describe('HSTS', { timeout: 60_000 }, () => {
  const header = async (
    t: Parameters<typeof servePipeline>[0],
    middleware: Middleware[],
    host: string,
  ) => {
    const site = await servePipeline(t, middleware, hello);
    const { headers } = await site.get('/', { headers: { Host: host } });
    return headers['strict-transport-security'];
  };
  for (const [options, host, value] of [
    [{}, 'example.com', 'max-age=2592000'],
    [{}, 'example.com:5001', 'max-age=2592000'],
    [
      { maxAge: 60, includeSubDomains: true, preload: true },
      'example.com',
      'max-age=60; includeSubDomains; preload',
    ],
    [{}, 'localhost:5001', undefined],
    [{}, 'LOCALHOST', undefined],
    [{}, '127.0.0.1', undefined],
    [{}, '[::1]:5001', undefined],
    [{ excludedHosts: [] }, 'localhost', 'max-age=2592000'],
  ] as [HstsOptions, string, string | undefined][]) {
    it(`says ${value ?? 'nothing'} for ${host} with ${JSON.stringify(options)}`, async (t) => {
      assert.equal(await header(t, [overHttps, hsts(options)], host), value);
    });
  }

  it('says nothing over http', async (t) => {
    assert.equal(await header(t, [hsts()], 'example.com'), undefined);
  });

  it('refuses an age that is not a number of seconds', () => {
    assert.throws(() => hsts({ maxAge: 1.5 }), TypeError);
  });
});

describe('HTTPS redirection', { timeout: 60_000 }, () => {
  for (const [host, port, location] of [
    ['example.com', 443, 'https://example.com/a%20b?c=d'],
    ['example.com:80', 443, 'https://example.com/a%20b?c=d'],
    ['localhost:5000', 5001, 'https://localhost:5001/a%20b?c=d'],
    ['[::1]:5000', 5001, 'https://[::1]:5001/a%20b?c=d'],
  ] as const) {
    it(`sends ${host} to ${location}`, async (t) => {
      const site = await servePipeline(t, [httpsRedirection({ httpsPort: port })], hello);
      const reply = await site.get('/a%20b?c=d', { headers: { Host: host } });
      assert.deepEqual([reply.status, reply.headers['location']], [307, location]);
    });
  }

  it('may be for good, and leaves https alone', async (t) => {
    const options = { httpsPort: () => 443, redirectStatusCode: 308 } as const;
    const site = await servePipeline(t, [httpsRedirection(options)], hello);
    assert.equal((await site.get('/')).status, 308);
    const secure = await servePipeline(t, [overHttps, httpsRedirection(options)], hello);
    assert.equal((await secure.get('/')).text, 'hello');
  });

  it('warns once and lets requests pass without a port', async (t) => {
    const { entries, logger } = recordingLogger();
    const site = await servePipeline(t, [httpsRedirection({}, logger)], hello);
    assert.equal((await site.get('/')).text, 'hello');
    assert.equal((await site.get('/')).text, 'hello');
    assert.deepEqual(
      entries.map(({ message }) => message),
      ['Failed to determine the https port for redirect.'],
    );
  });

  it('finds the port of the addresses, when there is one', () => {
    const { entries, logger } = recordingLogger();
    assert.equal(httpsPortOf(['http://localhost:5000', 'https://localhost:5001']), 5001);
    assert.equal(httpsPortOf(['https://[::]:7', 'https://0.0.0.0:7/']), 7);
    assert.equal(httpsPortOf(['https://example.com']), 443);
    assert.equal(httpsPortOf(['http://localhost:5000']), undefined);
    assert.equal(httpsPortOf(['https://a:1', 'https://b:2'], logger), undefined);
    assert.match(entries[0]?.message ?? '', /multiple values were found/);
  });
});

describe('Request logging', { timeout: 60_000 }, () => {
  it('tells what was asked and answered, secrets left out', async (t) => {
    const { entries, logger } = recordingLogger();
    let now = 0;
    const clock = { now: () => (now += 1.5), date: () => new Date() };
    const site = await servePipeline(
      t,
      [requestLogging(logger, { clock, requestHeaders: ['X-Shown'] })],
      async ({ response }) => {
        response.headers.set('Content-Type', 'text/plain');
        response.headers.set('Set-Cookie', 'id=secret');
        await response.write('hello');
      },
    );
    await site.get('/a?b=secret', {
      headers: { Host: 'x', Cookie: 'id=secret', 'X-Shown': 'yes', 'X-Other': 'secret' },
    });
    const lines = entries[0]?.message.split('\n') ?? [];
    assert.deepEqual(lines.slice(0, 6), [
      'Request and Response:',
      'Protocol: HTTP/1.1',
      'Method: GET',
      'Scheme: http',
      'PathBase: ',
      'Path: /a',
    ]);
    for (const line of [
      'Host: x',
      'Cookie: [Redacted]',
      'X-Shown: yes',
      'X-Other: [Redacted]',
      'StatusCode: 200',
      'Response Content-Type: text/plain',
      'Response Set-Cookie: [Redacted]',
      'Duration: 1.5000',
    ]) {
      assert.ok(lines.includes(line), line);
    }
    assert.doesNotMatch(entries[0]?.message ?? '', /secret/);
  });

  it('may be short', async (t) => {
    const { entries, logger } = recordingLogger();
    const options = { includeHeaders: false, includeQuery: true };
    const site = await servePipeline(t, [requestLogging(logger, options)], hello);
    await site.get('/?a=b');
    const names = Object.keys(entries[0]?.state ?? {});
    assert.deepEqual(names, [
      'Protocol',
      'Method',
      'Scheme',
      'PathBase',
      'Path',
      'QueryString',
      'StatusCode',
      'Duration',
    ]);
  });
});
