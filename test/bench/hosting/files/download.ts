// Downloads from a process of its own: `download.ts URL REQUESTS`, on eight connections that are kept. Only counts.
import { connect } from 'node:net';

const [url = '', requests = '1000'] = process.argv.slice(2);
const { hostname, port, host, pathname } = new URL(url);
const request = `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: download\r\nAccept: */*\r\n\r\n`;
const connections = 8;
let left = Number(requests);

function download(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let expected = 0;
    const next = (): void => {
      if (left-- > 0) socket.write(request);
      else socket.end(() => resolve());
    };
    socket.on('error', reject);
    socket.on('data', (bytes: Buffer) => {
      let count = bytes.length;
      if (expected === 0) {
        const end = bytes.indexOf('\r\n\r\n');
        const head = bytes.toString('latin1', 0, end);
        const length = /^HTTP\/1\.1 200[^]*content-length: (\d+)/i.exec(head)?.[1];
        if (length === undefined) reject(new Error(`unexpected answer:\n${head}`));
        expected = Number(length);
        count -= end + 4;
      }
      expected -= count;
      if (expected === 0) next();
    });
    next();
  });
}

await Promise.all(Array.from({ length: connections }, download));
