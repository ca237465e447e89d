// Sends and receives a large body from a process of its own: `transfer.ts URL BYTES`; prints one line of JSON.
import { request } from 'node:http';

const [url = '', bytes = '0'] = process.argv.slice(2);
const size = Number(bytes);

function download(): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${url}/${size}`, { agent: false }, (response) => {
      let received = 0;
      response.on('data', (chunk: Buffer) => {
        received += chunk.length;
      });
      response.on('end', () => resolve(received));
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}

function upload(): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: 'POST', agent: false, headers: { 'Content-Length': size } },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () => resolve(Number(text)));
      },
    );
    outgoing.on('error', reject);
    const chunk = Buffer.alloc(64 * 1024, 'y');
    let left = size;
    const send = (): void => {
      while (left > 0) {
        const part = Math.min(left, chunk.length);
        left -= part;
        if (!outgoing.write(part === chunk.length ? chunk : chunk.subarray(0, part))) return;
      }
      outgoing.end();
    };
    outgoing.on('drain', send);
    send();
  });
}

const startedAt = performance.now();
const received = await download();
const downloadedAt = performance.now();
const sent = await upload();
console.log(
  JSON.stringify({
    isComplete: received === size && sent === size,
    download: downloadedAt - startedAt,
    upload: performance.now() - downloadedAt,
  }),
);
