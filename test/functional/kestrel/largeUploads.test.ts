import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';

const mebibyte = 2 ** 20;
const gibibyte = 2 ** 30;
/** What Node leaves lying about before it collects, in bytes: about 90 MiB, however much has come. */
const breathing = 224 * mebibyte;

interface UploadServer {
  port: number;
  /** The most memory that the server has had so far, in bytes. */
  readonly peak: () => Promise<number>;
}

/** A server in a process of its own, so that its memory is not the client's. */
async function startServer(t: TestContext, ...args: string[]): Promise<UploadServer> {
  const script = path.join(import.meta.dirname, 'uploadServer.ts');
  const server = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => server.kill('SIGKILL'));
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  const url = line.toString().trim();
  return {
    port: Number(new URL(url).port),
    peak: async () => Number(await (await fetch(`${url}/memory`)).text()),
  };
}

interface Upload {
  /** Length of the body; chunked when it is not declared. */
  length: number;
  isChunked?: boolean;
}

/** Sends as much of a body as the server takes until it closes; gives its answer. */
async function upload(
  t: TestContext,
  port: number,
  { length, isChunked = false }: Upload,
): Promise<{ answer: string; sent: number }> {
  const socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.setTimeout(30_000, () => socket.destroy());
  let answer = '';
  let isClosed = false;
  socket.on('data', (data: Buffer) => (answer += data.toString('latin1')));
  // A server that closes while more comes resets the connection: this is how the client notices.
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      isClosed = true;
      resolve();
    });
  });
  const framing = isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`;
  socket.write(`POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n${framing}\r\n\r\n`);
  const size = 256 * 1024;
  const data = Buffer.alloc(size, 'x');
  const chunk = isChunked
    ? Buffer.concat([Buffer.from(`${size.toString(16)}\r\n`), data, Buffer.from('\r\n')])
    : data;
  let sent = 0;
  while (!isClosed && sent < length) {
    const part = isChunked ? chunk : chunk.subarray(0, length - sent);
    sent += Math.min(size, length - sent);
    if (!socket.write(part)) {
      await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed]);
      socket.removeAllListeners('drain');
    }
  }
  if (isChunked && !isClosed) socket.write('0\r\n\r\n');
  await closed;
  return { answer, sent };
}

describe('Large uploads', { timeout: 90_000 }, () => {
  it('are refused beyond the limit, whatever comes, in the same memory', async (t) => {
    const { port, peak } = await startServer(t, 'kestrel', '30000000');
    await upload(t, port, { length: 16 * mebibyte });
    const before = await peak();
    const refused = await Promise.all([
      upload(t, port, { length: 10 * gibibyte }),
      upload(t, port, { length: 10 * gibibyte, isChunked: true }),
    ]);
    for (const { answer, sent } of refused) {
      assert.match(answer, /^HTTP\/1\.1 413 /);
      assert.match(answer, /\r\nConnection: close\r\n/);
      assert.ok(sent < 10 * gibibyte, 'the server closes before it has got everything');
    }
    const growth = (await peak()) - before;
    assert.ok(growth < breathing, `memory grew by ${growth} bytes`);
  });

  it('go through without a limit, in the same memory', async (t) => {
    const { port, peak } = await startServer(t, 'kestrel', 'none');
    await upload(t, port, { length: 16 * mebibyte });
    const before = await peak();
    const whole = await upload(t, port, { length: gibibyte });
    assert.match(whole.answer, /^HTTP\/1\.1 200 OK\r\n[^]*1073741824 bytes/);
    const chunked = await upload(t, port, { length: gibibyte / 4, isChunked: true });
    assert.match(chunked.answer, /^HTTP\/1\.1 200 OK\r\n[^]*268435456 bytes/);
    const growth = (await peak()) - before;
    assert.ok(growth < breathing, `memory grew by ${growth} bytes`);
  });

  it('go through node:http in the same memory', async (t) => {
    const { port, peak } = await startServer(t, 'nodeHttp');
    await upload(t, port, { length: 16 * mebibyte });
    const before = await peak();
    const { answer } = await upload(t, port, { length: gibibyte / 2 });
    assert.match(answer, /^HTTP\/1\.1 200 OK\r\n[^]*536870912 bytes/);
    const growth = (await peak()) - before;
    assert.ok(growth < breathing, `memory grew by ${growth} bytes`);
  });
});
