// Load from a process of its own: `load.ts URL CONNECTIONS SECONDS [RATE]`; prints one line of JSON.
// Without a rate every connection sends the next request when it has the answer; with one, requests are due at even
// intervals, and latency counts from when one was due.
import { connect } from 'node:net';

const [url = '', connections = '50', seconds = '5', rate = '0'] = process.argv.slice(2);
const { hostname, port, host, pathname } = new URL(url);
const request = Buffer.from(
  `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: load\r\nAccept: text/html,application/json;q=0.9,*/*;q=0.8\r\nAccept-Encoding: gzip, deflate, br\r\nAccept-Language: en-GB,en;q=0.5\r\nCookie: session=0123456789abcdef\r\n\r\n`,
);

const headEnd = Buffer.from('\r\n\r\n');
const latencies: number[] = [];
let requests = 0;
let failures = 0;

/** One connection; `send` resolves when the answer is complete. */
class Client {
  readonly #socket = connect({ port: Number(port), host: hostname, noDelay: true });
  #received: Buffer = Buffer.alloc(0);
  #answered: (() => void) | undefined;

  constructor() {
    this.#socket.on('data', (bytes) => this.#onData(bytes));
    this.#socket.on('error', () => {
      failures++;
    });
  }

  send(then: () => void): void {
    this.#answered = then;
    this.#socket.write(request);
  }

  #onData(bytes: Buffer): void {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
    const end = this.#received.indexOf(headEnd);
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end);
    const length = /content-length: (\d+)/i.exec(head)?.[1];
    const isComplete = length
      ? this.#received.length >= end + 4 + Number(length)
      : this.#received.includes('\r\n0\r\n\r\n', end);
    if (!isComplete) return;
    if (!head.startsWith('HTTP/1.1 200')) failures++;
    this.#received = Buffer.alloc(0);
    requests++;
    this.#answered?.();
  }
}

const clients = Array.from({ length: Number(connections) }, () => new Client());
const startedAt = performance.now();
const endsAt = startedAt + Number(seconds) * 1000;

if (Number(rate) === 0) {
  for (const client of clients) {
    const next = (): void => {
      if (performance.now() < endsAt) client.send(next);
    };
    next();
  }
} else {
  const idle = [...clients];
  const interval = 1000 / Number(rate);
  let due = startedAt;
  const beat = (): void => {
    const now = performance.now();
    while (due <= now && idle.length > 0) {
      const client = idle.pop() as Client;
      // The moment of sending: this process' own timers are no latency of the proxy.
      const sentAt = performance.now();
      client.send(() => {
        latencies.push(performance.now() - sentAt);
        idle.push(client);
      });
      due += interval;
    }
    if (now < endsAt) setTimeout(beat, 1);
  };
  beat();
}

setTimeout(
  () => {
    const elapsed = (performance.now() - startedAt) / 1000;
    latencies.sort((a, b) => a - b);
    const at = (share: number) => latencies[Math.floor(share * latencies.length)] ?? null;
    console.log(JSON.stringify({ requests, failures, elapsed, median: at(0.5), p99: at(0.99) }));
    process.exit(0);
  },
  Number(seconds) * 1000 + 200,
);
