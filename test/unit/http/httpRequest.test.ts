import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { IQueryFeature } from '../../../server-runtime/http/features/queryFeature.ts';
import type { HttpRequest } from '../../../server-runtime/http/httpRequest.ts';
import type { TestRequest } from '../../../server-runtime/servers/testServer/testRequest.ts';
import { createTestContext } from '../../support/testContext.ts';

function create(request?: TestRequest): HttpRequest {
  return createTestContext(request).context.request;
}

describe('HttpRequest', () => {
  it('shows the parts of the request', () => {
    const request = create({
      method: 'POST',
      url: '/a%20b?x=1&y=%20',
      host: 'example.com:8080',
      headers: { 'Content-Type': 'text/plain' },
      body: 'äx',
    });
    assert.equal(request.method, 'POST');
    assert.equal(request.scheme, 'http');
    assert.equal(request.isHttps, false);
    assert.equal(request.protocol, 'HTTP/1.1');
    assert.equal(request.host, 'example.com:8080');
    assert.equal(request.path, '/a b');
    assert.equal(request.pathBase, '');
    assert.equal(request.queryString, '?x=1&y=%20');
    assert.equal(request.rawTarget, '/a%20b?x=1&y=%20');
    assert.equal(request.contentType, 'text/plain');
    assert.equal(request.contentLength, 3);
  });

  it('shows its URL for people and for machines', () => {
    const request = create({ url: '/ü%20x%2Fy?q=%20', host: 'h:1' });
    request.pathBase = '/base';
    assert.equal(request.getDisplayUrl(), 'http://h:1/base/ü x%2Fy?q=%20');
    assert.equal(request.getEncodedUrl(), 'http://h:1/base/%C3%BC%20x%2Fy?q=%20');
  });

  it('shows a root without a path in its encoded URL', () => {
    const request = create({ host: 'h' });
    request.path = '';
    assert.equal(request.getEncodedUrl(), 'http://h/');
  });

  it('parses the query again after the query string has changed', () => {
    const request = create({ url: '/?a=1&a=2&b=%20+' });
    assert.deepEqual(request.query.getAll('a'), ['1', '2']);
    assert.equal(request.query.get('b'), '  ');
    assert.equal(request.query, request.query);
    request.queryString = '?a=3';
    assert.deepEqual(request.query.getAll('a'), ['3']);
  });

  it('takes the query from its feature when there is one', () => {
    const { context } = createTestContext({ url: '/?a=1' });
    context.features.set(IQueryFeature, { query: new URLSearchParams('a=9') });
    assert.equal(context.request.query.get('a'), '9');
  });

  it('reads the body as bytes, text and JSON', async () => {
    assert.deepEqual([...(await create({ body: new Uint8Array([1, 2]) }).bytes())], [1, 2]);
    assert.equal(await create({ body: 'ü' }).text(), 'ü');
    assert.deepEqual(await create({ body: '{"a":1}' }).json(), { a: 1 });
    assert.equal(await create().text(), '');
  });

  it('rejects a body that is no JSON', async () => {
    await assert.rejects(create({ body: '{' }).json(), SyntaxError);
  });

  it('does not take a content length that is no number', () => {
    assert.equal(create({ headers: { 'Content-Length': '1x' } }).contentLength, undefined);
    assert.equal(create().contentLength, undefined);
  });
});

describe('RequestBody', () => {
  async function* chunks(): AsyncIterable<Uint8Array> {
    yield Buffer.from('one ');
    yield Buffer.from('two');
  }

  it('can be iterated', async () => {
    const seen: string[] = [];
    for await (const chunk of create({ body: chunks() }).body) {
      seen.push(Buffer.from(chunk).toString());
    }
    assert.deepEqual(seen, ['one ', 'two']);
  });

  it('is a Web stream', async () => {
    const { body } = create({ body: chunks() });
    assert.ok(body instanceof ReadableStream);
    assert.equal(await new Response(body).text(), 'one two');
  });

  it('is the same stream each time', () => {
    const request = create({ body: chunks() });
    assert.equal(request.body, request.body);
  });

  it('is at its end after it was iterated', async () => {
    const { body } = create({ body: chunks() });
    for await (const chunk of body) assert.ok(chunk);
    assert.deepEqual(await body.getReader().read(), { done: true, value: undefined });
  });

  it('refuses two readers at a time', async () => {
    const { body } = create({ body: chunks() });
    const reader = body.getReader();
    await assert.rejects(body.values().next(), TypeError);
    reader.releaseLock();
    const iterator = body.values();
    await iterator.next();
    await assert.rejects(body.values().next(), TypeError);
    await assert.rejects(body.getReader().read(), TypeError);
  });

  it('gives up on the rest when iterating stops early', async () => {
    let isGivenUp = false;
    async function* endless(): AsyncIterable<Uint8Array> {
      try {
        for (;;) yield Buffer.from('x');
      } finally {
        isGivenUp = true;
      }
    }
    for await (const chunk of create({ body: endless() }).body) {
      assert.ok(chunk);
      break;
    }
    assert.ok(isGivenUp);
  });

  it('passes on what goes wrong in the body', async () => {
    async function* broken(): AsyncIterable<Uint8Array> {
      yield Buffer.from('x');
      throw new Error('gone');
    }
    await assert.rejects(create({ body: broken() }).text(), { message: 'gone' });
    await assert.rejects(
      async () => {
        for await (const chunk of create({ body: broken() }).body) assert.ok(chunk);
      },
      { message: 'gone' },
    );
    await assert.rejects(new Response(create({ body: broken() }).body).text(), { message: 'gone' });
  });

  it('follows middleware that replaces the body', async () => {
    const { context } = createTestContext({ body: 'before' });
    const first = context.request.body;
    const feature = createTestContext({ body: 'after' }).context.request;
    context.request.replaceBody(feature.body);
    assert.notEqual(context.request.body, first);
    assert.equal(await context.request.text(), 'after');
  });
});
