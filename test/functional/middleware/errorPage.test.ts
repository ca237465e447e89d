import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BadHttpRequestError } from '../../../server-runtime/http/badHttpRequestError.ts';
import { LoggerFactory } from '../../../server-runtime/logging/loggerFactory.ts';
import type { LogEntry } from '../../../server-runtime/logging/logEntry.ts';
import { developerExceptionPage } from '../../../server-runtime/middleware/errorPage/developerExceptionPage.ts';
import { exceptionHandler } from '../../../server-runtime/middleware/errorPage/exceptionHandler.ts';
import { IExceptionHandlerFeature } from '../../../server-runtime/middleware/errorPage/exceptionHandlerFeature.ts';
import { servePipeline } from './servePipeline.ts';

const html = { Accept: 'text/html,*/*' };

function fail(): never {
  throw new Error('<b>boom</b>', { cause: new RangeError('the reason') });
}

describe('Developer exception page', { timeout: 60_000 }, () => {
  it('shows what was thrown, its causes, the source and the request', async (t) => {
    const site = await servePipeline(t, [developerExceptionPage()], fail);
    const { status, headers, text } = await site.get('/a?x=%3C1%3E', { headers: html });
    assert.equal(status, 500);
    assert.equal(headers['content-type'], 'text/html; charset=utf-8');
    assert.equal(headers['cache-control'], 'no-cache,no-store');
    assert.match(text, /&lt;b&gt;boom&lt;\/b&gt;/);
    assert.match(text, /RangeError: the reason/);
    assert.match(text, /<mark>.*throw new Error.*<\/mark>/);
    assert.match(text, /errorPage\.test\.ts/);
    assert.match(text, /<th scope="row">x<\/th><td>&lt;1&gt;<\/td>/);
    assert.doesNotMatch(text, /<b>boom/);
  });

  it('is text for clients that do not ask for HTML', async (t) => {
    const site = await servePipeline(t, [developerExceptionPage()], fail);
    const { headers, text } = await site.get('/', { headers: { 'X-Y': 'z' } });
    assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
    assert.match(text, /^Error: <b>boom<\/b>\n\s+at fail/);
    assert.match(text, /HEADERS\n=======\n(?:.*\n)*X-Y: z/);
  });

  it('drops what was prepared, and keeps the status of a bad request', async (t) => {
    const site = await servePipeline(t, [developerExceptionPage()], ({ response }) => {
      response.headers.set('X-Y', 'z');
      throw new BadHttpRequestError('too large', 413);
    });
    const { status, headers } = await site.get('/');
    assert.deepEqual([status, headers['x-y']], [413, undefined]);
  });

  it('logs the error, and cannot help once the response has started', async (t) => {
    const entries: LogEntry[] = [];
    const factory = new LoggerFactory().addProvider({
      name: 'test',
      write: (entry) => entries.push(entry),
    });
    const site = await servePipeline(
      t,
      [developerExceptionPage(factory.createLogger('page'))],
      async ({ response }) => {
        await response.write('half');
        fail();
      },
    );
    await assert.rejects(site.get('/'));
    assert.deepEqual(
      entries.map(({ level, eventId }) => [level, eventId]),
      [
        [4, 1],
        [3, 2],
      ],
    );
  });
});

describe('Exception handler', { timeout: 60_000 }, () => {
  it('runs the pipeline again for its path, which finds the error', async (t) => {
    const site = await servePipeline(t, [exceptionHandler({ path: '/error' })], async (context) => {
      if (context.request.path !== '/error') fail();
      const feature = context.features.get(IExceptionHandlerFeature);
      context.response.headers.set('ETag', '"x"');
      await context.response.write(`${feature?.path}: ${String(feature?.error)}`);
    });
    const { status, headers, text } = await site.get('/a');
    assert.deepEqual([status, text], [500, '/a: Error: <b>boom</b>']);
    assert.equal(headers['cache-control'], 'no-cache,no-store');
    assert.equal(headers['etag'], undefined);
  });

  it('answers by a function', async (t) => {
    const handler = exceptionHandler({
      handler: async ({ response }) => {
        response.statusCode = 503;
        await response.write('later');
      },
    });
    const site = await servePipeline(t, [handler], fail);
    const { status, text } = await site.get('/');
    assert.deepEqual([status, text], [503, 'later']);
  });

  it('leaves the plain 500 to the server when there is no page, or it fails too', async (t) => {
    const missing = await servePipeline(t, [exceptionHandler({ path: '/error' })], (context) => {
      if (context.request.path !== '/error') fail();
      context.response.statusCode = 404;
    });
    const failing = await servePipeline(t, [exceptionHandler({ handler: fail })], fail);
    for (const site of [missing, failing]) {
      const { status, text } = await site.get('/');
      assert.deepEqual([status, text], [500, '']);
    }
  });
});
