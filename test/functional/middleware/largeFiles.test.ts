import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Middleware } from '../../../server-runtime/http/requestDelegate.ts';
import { Deferred } from '../../../server-runtime/primitives/deferred.ts';
import { staticFiles } from '../../../server-runtime/middleware/staticFiles/staticFiles.ts';
import { makeFolder, maxWait, servePipeline } from './servePipeline.ts';

const large = randomBytes(24 * 1024 * 1024);

async function ask(url: string): Promise<IncomingMessage> {
  const client = request(`${url}/large.png`, {
    agent: false,
    signal: AbortSignal.timeout(maxWait),
  });
  client.end();
  const [message] = (await once(client, 'response')) as [IncomingMessage];
  return message;
}

describe('Large files', { timeout: 60_000 }, () => {
  it('reach clients of different speed unharmed', async (t) => {
    const root = makeFolder(t, { 'large.png': large });
    const site = await servePipeline(t, [staticFiles({ root })]);
    const download = async (turns: number): Promise<void> => {
      let position = 0;
      for await (const chunk of (await ask(site.url)) as AsyncIterable<Buffer>) {
        const expected = large.subarray(position, position + chunk.length);
        assert.ok(chunk.equals(expected), `from ${position} on`);
        position += chunk.length;
        for (let i = 0; i < turns; i++) await setImmediate();
      }
      assert.equal(position, large.length);
    };
    await Promise.all([download(0), download(1), download(5)]);
  });

  it('are let go of when the client leaves', async (t) => {
    const root = makeFolder(t, { 'large.png': large });
    const ended = new Deferred();
    const watch: Middleware = async (_context, next) => {
      await next().finally(() => ended.resolve());
    };
    const site = await servePipeline(t, [watch, staticFiles({ root })]);
    const message = await ask(site.url);
    await once(message, 'readable');
    message.destroy();
    await ended.promise;
    assert.equal(isOpen(path.join(root, 'large.png')), false);
  });
});

/** True when this process holds a file open, where the system tells. */
function isOpen(file: string): boolean {
  if (process.platform !== 'linux') return false;
  return readdirSync('/proc/self/fd').some((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`) === file;
    } catch {
      return false;
    }
  });
}
