import { Agent, type IncomingMessage, type ServerResponse, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { isLoopback } from './loopback.ts';
import type { ResolvedOptions } from './iisExpressOptions.ts';
import type { ProcessManager } from './worker/processManager.ts';
import { type ForwardedRequest, requestHeaderPasses } from './forwarding/requestHeaderPasses.ts';
import { responseHeaderPasses } from './forwarding/responseHeaderPasses.ts';
import type { ServerProcess } from './worker/serverProcess.ts';
import {
  type StatusPage,
  badGatewayPage,
  barePage,
  startFailurePage,
  stoppingPage,
} from './statusPages.ts';
import { tunnelWebSocket } from './webSocketHandler.ts';
import { WorkerStartError } from './workerStartError.ts';

/** Sends requests on to a worker and its answers back. */
export class ForwardingHandler {
  readonly #options: ResolvedOptions;
  readonly #processes: ProcessManager;
  readonly #agent = new Agent({ keepAlive: true });
  #isStopping = false;

  constructor(options: ResolvedOptions, processes: ProcessManager) {
    this.#options = options;
    this.#processes = processes;
  }

  /** From here on, 503. */
  beginStop(): void {
    this.#isStopping = true;
  }

  dispose(): void {
    this.#agent.destroy();
  }

  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const worker = await this.#findWorker(incoming, (page) => sendPage(response, page));
    if (!worker) return;
    const limit = this.#options.maxRequestBodySize;
    if (limit !== null && Number(incoming.headers['content-length'] ?? 0) > limit) {
      sendPage(response, barePage(413, 'Payload Too Large', 'HTTP Error 413'));
      return;
    }
    this.#forward(incoming, response, worker);
  }

  async handleUpgrade(incoming: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    const worker = await this.#findWorker(incoming, (page) => {
      client.end(
        `HTTP/1.1 ${page.status} ${page.reason}\r\nContent-Type: ${page.contentType}\r\nContent-Length: ${Buffer.byteLength(page.body)}\r\nConnection: close\r\n\r\n${page.body}`,
      );
    });
    if (worker) tunnelWebSocket(incoming, client, head, worker, headersFor(incoming, worker));
  }

  async #findWorker(
    incoming: IncomingMessage,
    refuse: (page: StatusPage) => void,
  ): Promise<ServerProcess | undefined> {
    if (this.#isStopping) {
      refuse(stoppingPage());
      return undefined;
    }
    try {
      return await this.#processes.getProcess();
    } catch (error) {
      if (error instanceof WorkerStartError) {
        refuse(
          startFailurePage(error, {
            isLocal: isLoopback(incoming.socket.remoteAddress),
            isBare: this.#options.module.disableStartUpErrorPage,
          }),
        );
      } else {
        refuse(stoppingPage());
      }
      return undefined;
    }
  }

  #forward(incoming: IncomingMessage, response: ServerResponse, worker: ServerProcess): void {
    const lines = headersFor(incoming, worker);
    if (incoming.headers['transfer-encoding'] !== undefined) {
      lines.push('Transfer-Encoding', 'chunked');
    }
    const outgoing = request({
      host: '127.0.0.1',
      port: worker.port,
      method: incoming.method,
      path: incoming.url,
      headers: lines as never,
      setHost: false,
      agent: this.#agent,
      timeout: this.#options.isDebuggerAttached ? 0 : this.#options.module.requestTimeout * 1000,
    });
    const fail = (cause: string) => {
      outgoing.destroy();
      if (response.headersSent) response.destroy();
      else {
        const isLocal = isLoopback(incoming.socket.remoteAddress);
        sendPage(response, badGatewayPage(cause, { isLocal, isBare: false }));
      }
    };
    outgoing.once('timeout', () => fail('The worker did not answer in time.'));
    outgoing.once('error', (error) => fail(`The worker did not answer: ${error.message}.`));
    outgoing.once('response', (answer) => {
      const answerLines = [...answer.rawHeaders];
      for (const pass of responseHeaderPasses) pass(answerLines);
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answerLines);
      answer.once('error', () => response.destroy());
      answer.pipe(response);
    });
    response.once('close', () => outgoing.destroy());
    incoming.once('error', () => outgoing.destroy());
    incoming.pipe(outgoing);
  }
}

function headersFor(incoming: IncomingMessage, worker: ServerProcess): string[] {
  const { socket } = incoming;
  const request: ForwardedRequest = {
    remoteAddress: socket.remoteAddress,
    remotePort: socket.remotePort,
    scheme: socket instanceof TLSSocket ? 'https' : 'http',
    token: worker.token,
    clientCertificate:
      socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.raw : undefined,
  };
  const lines = [...incoming.rawHeaders];
  for (const pass of requestHeaderPasses) pass(lines, request);
  return lines;
}

function sendPage(response: ServerResponse, page: StatusPage): void {
  response.writeHead(page.status, page.reason, {
    'Content-Type': page.contentType,
    'Content-Length': Buffer.byteLength(page.body),
    Connection: 'close',
  });
  response.end(page.body);
}
