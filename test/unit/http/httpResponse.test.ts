import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createTestContext } from '../../support/testContext.ts';

function createFile(t: TestContext, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'response-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'file.txt');
  writeFileSync(path, content);
  return path;
}

describe('HttpResponse', () => {
  it('starts with the first write', async () => {
    const { context, body } = createTestContext();
    const { response } = context;
    assert.equal(response.statusCode, 200);
    assert.equal(response.hasStarted, false);
    await response.write('ü');
    await response.write(new Uint8Array([33]));
    assert.ok(response.hasStarted);
    assert.equal(body(), 'ü!');
  });

  it('fixes status and headers once it has started', async () => {
    const { response } = createTestContext().context;
    await response.start();
    assert.throws(() => (response.statusCode = 201), {
      message: 'StatusCode cannot be set because the response has already started.',
    });
    assert.throws(() => (response.reasonPhrase = 'x'), {
      message: 'ReasonPhrase cannot be set because the response has already started.',
    });
    assert.throws(() => response.headers.set('A', '1'), {
      message: 'Headers are read-only, response has already started.',
    });
    assert.throws(() => response.onStarting(() => undefined), /already started/);
    assert.throws(() => response.clear(), {
      message: 'The response cannot be cleared, it has already started sending.',
    });
  });

  it('runs onStarting callbacks before the headers are sent, last registered first', async () => {
    const { context } = createTestContext();
    const { response } = context;
    const calls: string[] = [];
    response.onStarting(() => {
      calls.push('first');
      response.headers.set('X-Late', '1');
    });
    response.onStarting(async () => {
      await Promise.resolve();
      assert.equal(response.hasStarted, false);
      calls.push('second');
    });
    await response.write('x');
    assert.deepEqual(calls, ['second', 'first']);
    assert.equal(response.headers.get('X-Late'), '1');
  });

  it('runs onCompleted callbacks last registered first, all of them', async () => {
    const { context, sent } = createTestContext();
    const calls: number[] = [];
    context.response.onCompleted(() => void calls.push(1));
    context.response.onCompleted(() => {
      throw new Error('broken');
    });
    context.response.onCompleted(async () => void calls.push(3));
    const errors: unknown[] = [];
    await sent.runCompleted((error) => errors.push(error));
    assert.deepEqual(calls, [3, 1]);
    assert.equal(errors.length, 1);
  });

  it('sends JSON with its content type', async () => {
    const { context, body } = createTestContext();
    await context.response.writeJson({ a: 'ü' });
    assert.equal(context.response.contentType, 'application/json; charset=utf-8');
    assert.equal(body(), '{"a":"ü"}');
  });

  it('sends all that a source yields', async () => {
    const { context, body } = createTestContext();
    async function* source(): AsyncIterable<string> {
      yield 'a';
      yield 'b';
    }
    await context.response.writeFrom(source());
    assert.equal(body(), 'ab');
  });

  it('refuses to write what is neither text nor bytes, before anything is sent', () => {
    const { response } = createTestContext().context;
    assert.throws(() => response.write({ ok: true } as unknown as string), {
      name: 'TypeError',
      message: 'Only text and bytes can be written. For other values there is writeJson.',
    });
    assert.equal(response.hasStarted, false);
  });

  it('refuses to write after it was completed', async () => {
    const { response } = createTestContext().context;
    await response.complete();
    assert.throws(() => response.write('x'), /is complete/);
  });

  const redirects: [args: [string, boolean?, boolean?], status: number, location: string][] = [
    [['/a'], 302, '/a'],
    [['/a', true], 301, '/a'],
    [['/a', false, true], 307, '/a'],
    [['/a', true, true], 308, '/a'],
    [['/ü x?q=%20'], 302, '/%C3%BC%20x?q=%20'],
    [['http://[::1]:5000/'], 302, 'http://[::1]:5000/'],
    [['/\ud800'], 302, '/%EF%BF%BD'],
  ];
  for (const [args, status, location] of redirects) {
    it(`redirects to ${JSON.stringify(args)} with ${status}`, () => {
      const { response } = createTestContext().context;
      response.redirect(...args);
      assert.equal(response.statusCode, status);
      assert.equal(response.headers.get('Location'), location);
    });
  }

  it('does not let a redirect add headers', () => {
    const { response } = createTestContext().context;
    response.redirect('/a\r\nSet-Cookie: x=1');
    assert.equal(response.headers.get('Location'), '/a%0D%0ASet-Cookie:%20x=1');
  });

  it('goes back to an empty 200', () => {
    const { response } = createTestContext().context;
    response.statusCode = 500;
    response.reasonPhrase = 'x';
    response.contentType = 'text/plain';
    response.contentLength = 3;
    response.clear();
    assert.equal(response.statusCode, 200);
    assert.equal(response.reasonPhrase, '');
    assert.deepEqual([...response.headers], []);
  });

  describe('sendFile', () => {
    it('sends a whole file or a part of it', async (t) => {
      const path = createFile(t, '0123456789');
      for (const [offset, count, expected] of [
        [undefined, undefined, '0123456789'],
        [8, undefined, '89'],
        [2, 3, '234'],
        [10, 0, ''],
      ] as const) {
        const { context, body } = createTestContext();
        await context.response.sendFile(path, offset, count);
        assert.equal(body(), expected);
        assert.ok(context.response.hasStarted);
      }
    });

    it('rejects before anything is sent when there is no such file or part', async (t) => {
      const { response } = createTestContext().context;
      await assert.rejects(response.sendFile(createFile(t, 'abc') + '.not'), { code: 'ENOENT' });
      await assert.rejects(response.sendFile(createFile(t, 'abc'), 2, 2), RangeError);
      await assert.rejects(response.sendFile(createFile(t, 'abc'), -1), RangeError);
      assert.equal(response.hasStarted, false);
    });

    it('stops when it is told to', async (t) => {
      const { response } = createTestContext().context;
      const signal = AbortSignal.abort();
      await assert.rejects(response.sendFile(createFile(t, 'abc'), 0, 3, signal), {
        name: 'AbortError',
      });
    });
  });
});
