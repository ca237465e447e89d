import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { IHttpWebSocketFeature } from '../../../server-runtime/http/features/httpWebSocketFeature.ts';
import type { HttpContext } from '../../../server-runtime/http/httpContext.ts';
import { webSockets } from '../../../server-runtime/middleware/webSockets/webSockets.ts';
import { Deferred } from '../../../server-runtime/primitives/deferred.ts';
import { createCertificate } from '../../support/certificate.ts';
import { findProgram } from '../../../scripts/support/systemPrograms.mjs';
import { startKestrel } from '../../support/kestrelApp.ts';

const browserFile = process.env['CHROMIUM'] ?? findProgram('chromium');
const skip = browserFile === undefined && 'no Chromium; to enable: install it, or set CHROMIUM';

/** A site as people build them, which tells the test what it sees of its visitors. */
class Site {
  /** Resolves when the page has closed its stream of events. */
  readonly eventsEnded = new Deferred();
  readonly #middleware = webSockets();

  readonly serve = async (context: HttpContext): Promise<void> => {
    await this.#middleware(context, () => this.#serve(context));
  };

  async #serve(context: HttpContext): Promise<void> {
    const { request, response } = context;
    switch (request.path) {
      case '/':
        response.contentType = 'text/html; charset=utf-8';
        await response.write('<!doctype html><title>Kestrel</title><h1>grüßt</h1>');
        break;
      case '/who':
        await response.writeJson([context.connection.id, request.protocol, request.scheme]);
        break;
      case '/upload': {
        let size = 0;
        for await (const chunk of request.body) size += chunk.length;
        await response.write(String(size));
        break;
      }
      case '/download':
        for (let i = 0; i < 64; i++) await response.write(Buffer.alloc(65_536, i));
        break;
      case '/events':
        await this.#sendEvents(context);
        break;
      case '/chat':
        await this.#echo(context);
        break;
      default:
        response.statusCode = 404;
    }
  }

  async #sendEvents({ response, requestAborted }: HttpContext): Promise<void> {
    response.contentType = 'text/event-stream';
    for (let i = 0; i < 3; i++) await response.write(`id: ${i}\ndata: event ${i}\n\n`);
    if (!requestAborted.aborted) {
      await new Promise((resolve) => requestAborted.addEventListener('abort', resolve));
    }
    this.eventsEnded.resolve();
  }

  async #echo({ features }: HttpContext): Promise<void> {
    const feature = features.get(IHttpWebSocketFeature) ?? assert.fail();
    const socket = await feature.accept();
    for await (const message of socket) await socket.send(message);
  }
}

async function startSite(t: TestContext, isTls: boolean): Promise<{ site: Site; url: string }> {
  const site = new Site();
  const { cert, key } = await createCertificate();
  const { url } = await startKestrel(t, site.serve, {
    addresses: [`${isTls ? 'https' : 'http'}://127.0.0.1:0`],
    configure: (options) => {
      options.https = { cert: Buffer.from(cert), key: Buffer.from(key) };
    },
  });
  return { site, url };
}

for (const [name, isTls, protocol, nextHop] of [
  ['over http', false, 'HTTP/1.1', 'http/1.1'],
  ['over https, with HTTP/2', true, 'HTTP/2', 'h2'],
] as const) {
  describe(`A browser ${name}`, { skip, timeout: 90_000 }, () => {
    let browser: Browser | undefined;
    before(async () => {
      browser = await chromium.launch({
        executablePath: browserFile ?? '',
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      });
    });
    after(() => browser?.close());

    /** The site in a window of its own. */
    async function visit(t: TestContext): Promise<{ site: Site; page: Page; url: string }> {
      const { site, url } = await startSite(t, isTls);
      const page = (await browser?.newPage({ ignoreHTTPSErrors: true })) ?? assert.fail();
      t.after(() => page.close());
      page.setDefaultTimeout(30_000);
      await page.goto(url);
      return { site, page, url };
    }

    it('shows a page, and speaks the protocol that both know best', async (t) => {
      const { page, url } = await visit(t);
      assert.equal((await page.reload())?.status(), 200);
      assert.equal(page.url(), `${url}/`);
      assert.equal(await page.title(), 'Kestrel');
      assert.equal(await page.locator('h1').textContent(), 'grüßt');
      const spoken = await page.evaluate(
        () =>
          (performance.getEntriesByType('navigation')[0] as PerformanceResourceTiming)
            .nextHopProtocol,
      );
      assert.equal(spoken, nextHop);
    });

    it('fetches again and again on the connections that it has', async (t) => {
      const { page } = await visit(t);
      const answers = await page.evaluate(async () => {
        const all: [string, string, string][] = [];
        for (let i = 0; i < 10; i++) all.push(await (await fetch('/who')).json());
        return all;
      });
      // Browsers open another one in advance, and fetch an icon.
      const connections = new Set(answers.map(([id]) => id)).size;
      assert.ok(connections <= (isTls ? 1 : 3), String(connections));
      assert.deepEqual(answers[0]?.slice(1), [protocol, isTls ? 'https' : 'http']);
    });

    it('sees the progress of an upload, and takes a large download', async (t) => {
      const { page } = await visit(t);
      const size = 8_000_000;
      const upload = await page.evaluate(
        (length) =>
          new Promise<{ answer: string; loaded: number[] }>((resolve, reject) => {
            const request = new XMLHttpRequest();
            const loaded: number[] = [];
            request.upload.addEventListener('progress', (event) => loaded.push(event.loaded));
            request.addEventListener('load', () =>
              resolve({ answer: request.responseText, loaded }),
            );
            request.addEventListener('error', () => reject(new Error('the upload failed')));
            request.open('POST', '/upload');
            request.send(new Blob([new Uint8Array(length)]));
          }),
        size,
      );
      assert.equal(upload.answer, String(size));
      assert.equal(upload.loaded.at(-1), size);
      const download = await page.evaluate(async () => {
        const bytes = new Uint8Array(await (await fetch('/download')).arrayBuffer());
        return [bytes.length, bytes.at(0), bytes.at(-1)];
      });
      assert.deepEqual(download, [64 * 65_536, 0, 63]);
    });

    it('hears events that the server sends, until it has enough', async (t) => {
      const { site, page } = await visit(t);
      const events = await page.evaluate(
        () =>
          new Promise<string[]>((resolve) => {
            const source = new EventSource('/events');
            const seen: string[] = [];
            source.addEventListener('message', ({ data, lastEventId }) => {
              if (seen.push(`${lastEventId} ${data}`) < 3) return;
              source.close();
              resolve(seen);
            });
          }),
      );
      assert.deepEqual(events, ['0 event 0', '1 event 1', '2 event 2']);
      await site.eventsEnded.promise;
    });

    it('talks over a WebSocket', async (t) => {
      const { page } = await visit(t);
      const talk = await page.evaluate(
        () =>
          new Promise<unknown[]>((resolve) => {
            const socket = new WebSocket(location.href.replace('http', 'ws') + 'chat');
            const seen: unknown[] = [];
            socket.binaryType = 'arraybuffer';
            socket.addEventListener('open', () => {
              socket.send('Hallo, Welt 🦅');
              socket.send(new Uint8Array(100_000).fill(7));
            });
            socket.addEventListener('message', ({ data }) => {
              seen.push(typeof data === 'string' ? data : data.byteLength);
              if (seen.length === 2) socket.close(1000, 'enough');
            });
            socket.addEventListener('close', ({ code, reason, wasClean }) =>
              resolve([...seen, code, reason, wasClean]),
            );
          }),
      );
      assert.deepEqual(talk, ['Hallo, Welt 🦅', 100_000, 1000, 'enough', true]);
    });
  });
}
