import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { BadHttpRequestError } from '../../../server-runtime/http/badHttpRequestError.ts';
import { createTestContext } from '../../support/testContext.ts';

const urlencoded = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };
const multipart = { 'Content-Type': 'multipart/form-data; boundary=XX' };

function part(disposition: string, content: string, type?: string): string {
  const typeLine = type ? `Content-Type: ${type}\r\n` : '';
  return `--XX\r\nContent-Disposition: form-data; ${disposition}\r\n${typeLine}\r\n${content}\r\n`;
}

function isBad(statusCode: number, message: RegExp): (error: unknown) => boolean {
  return (error) =>
    BadHttpRequestError.is(error) && error.statusCode === statusCode && message.test(error.message);
}

/** Files of uploads that this process has open. */
function openUploads(): string[] {
  return readdirSync('/proc/self/fd')
    .map((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`);
      } catch {
        // Closed in the meantime.
        return '';
      }
    })
    .filter((path) => path.includes('/upload-'));
}

describe('readForm', () => {
  it('reads a form that is encoded as a query', async () => {
    const { request } = createTestContext({
      method: 'POST',
      headers: urlencoded,
      body: '?=0&a=1&a=2&b=%C3%BC+x',
    }).context;
    assert.ok(request.hasFormContentType);
    const form = await request.readForm();
    assert.equal(form.get('?'), '0');
    assert.deepEqual(form.getAll('a'), ['1', '2']);
    assert.equal(form.get('b'), 'ü x');
    assert.equal(form.get('c'), undefined);
    assert.equal(await request.readForm(), form, 'the body is read once');
  });

  it('reads fields and files of several parts', async () => {
    const body = [
      part('name="a"', '1'),
      part('name="f"; filename="x ü.txt"', 'file content', 'text/plain'),
      part('name="a"', '2'),
      '--XX--\r\n',
    ].join('');
    const { request } = createTestContext({ method: 'POST', headers: multipart, body }).context;
    const form = await request.readForm();
    assert.deepEqual(form.getAll('a'), ['1', '2']);
    const file = form.file('f');
    assert.ok(file);
    assert.equal(file.fileName, 'x ü.txt');
    assert.equal(file.contentType, 'text/plain');
    assert.equal(file.length, 12);
    assert.equal(await file.text(), 'file content');
    assert.equal(form.file('a'), undefined);
  });

  it('keeps large files on disk until the request ends', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'forms-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const previous = process.env['TMPDIR'];
    process.env['TMPDIR'] = folder;
    t.after(() => {
      if (previous === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = previous;
    });
    const content = 'x'.repeat(100_000);
    const body = part('name="f"; filename="f.bin"', content) + '--XX--\r\n';
    const { context, sent } = createTestContext({ method: 'POST', headers: multipart, body });
    const file = (await context.request.readForm()).file('f');
    assert.equal(file?.length, content.length);
    assert.equal(readdirSync(folder).length, 1);
    const copy = join(tmpdir(), 'copy');
    await file.saveAs(copy);
    t.after(() => rmSync(copy, { force: true }));
    assert.equal(readFileSync(copy, 'utf8'), content);
    let streamed = 0;
    for await (const chunk of file.stream()) streamed += (chunk as Buffer).length;
    assert.equal(streamed, content.length);
    await sent.runCompleted((error) => assert.fail(String(error)));
    assert.deepEqual(
      readdirSync(folder).filter((name) => name !== 'copy'),
      [],
    );
    assert.ok(existsSync(copy));
  });

  it(
    'closes the file that it was writing when the body breaks off',
    { timeout: 20_000 },
    async (t) => {
      if (process.platform !== 'linux') return t.skip('open files are looked up in /proc');
      const { context, sent } = createTestContext({ method: 'POST', headers: multipart });
      t.after(() => sent.runCompleted((error) => assert.fail(String(error))));
      async function* breakOff(): AsyncIterable<Uint8Array> {
        yield Buffer.from(part('name="f"; filename="f.bin"', 'x'.repeat(200_000)));
        // Not before the file is there.
        while (openUploads().length === 0) await setImmediate();
        throw new BadHttpRequestError('Unexpected end of request content.');
      }
      context.request.replaceBody(breakOff());
      await assert.rejects(
        context.request.readForm(),
        isBad(400, /Unexpected end of request content/),
      );
      while (openUploads().length > 0) await setImmediate();
    },
  );

  it('refuses a body that is no form', async () => {
    const { request } = createTestContext({
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: 'a=1',
    }).context;
    assert.equal(request.hasFormContentType, false);
    await assert.rejects(request.readForm(), isBad(415, /Incorrect Content-Type: text\/plain/));
  });

  const broken: [name: string, headers: Record<string, string>, body: string][] = [
    ['without a boundary', { 'Content-Type': 'multipart/form-data' }, 'x'],
    ['that ends in the middle of a part', multipart, part('name="a"', 'x').slice(0, -4)],
    ['that ends in the middle of a file', multipart, part('name="f"; filename="f"', 'x')],
  ];
  for (const [name, headers, body] of broken) {
    it(`refuses a form ${name}`, async () => {
      const { request } = createTestContext({ method: 'POST', headers, body }).context;
      await assert.rejects(request.readForm(), isBad(400, /Malformed form/));
    });
  }

  const limits: [name: string, limit: object, message: RegExp][] = [
    ['values', { valueCount: 1 }, /Form value count limit 1 exceeded/],
    ['a long name', { keyLength: 2 }, /Form key length limit 2 exceeded/],
    ['a long value', { valueLength: 3 }, /Form value length limit 3 exceeded/],
    ['a long body', { bodyLength: 10 }, /Form body length limit 10 exceeded/],
  ];
  for (const [name, limit, message] of limits) {
    it(`refuses ${name} beyond the limit`, async () => {
      const bodies = [
        { headers: urlencoded, body: 'abc=12345&d=6' },
        {
          headers: multipart,
          body: part('name="abc"', '12345') + part('name="d"', '6') + '--XX--\r\n',
        },
      ];
      for (const { headers, body } of bodies) {
        const { request } = createTestContext({ method: 'POST', headers, body }).context;
        await assert.rejects(request.readForm(limit), isBad(413, message));
      }
    });
  }
});
