import type { EventSource } from '../eventSource.ts';
import type { Heartbeat } from '../heartbeat.ts';
import type { ResolvedOptions } from '../iisExpressOptions.ts';
import { isLoopback } from '../loopback.ts';
import type { RequestLog } from '../requestLog.ts';
import type { RequestEvent } from '../siteEvents.ts';
import {
  type StatusPage,
  badGatewayPage,
  barePage,
  startFailurePage,
  stoppingPage,
} from '../statusPages.ts';
import type { UpstreamError } from '../upstream/upstreamError.ts';
import type { ProcessManager } from '../worker/processManager.ts';
import type { ServerProcess } from '../worker/serverProcess.ts';
import { WorkerStartError } from '../workerStartError.ts';
import type { ClientRequest } from './clientRequest.ts';
import { Exchange } from './exchange.ts';
import type { ExchangeClient } from './exchangeClient.ts';

/** What a site forwards with. */
export interface ForwardingContext {
  options: ResolvedOptions;
  processes: ProcessManager;
  heartbeat: Heartbeat;
  log: RequestLog;
  requestEvents: EventSource<RequestEvent>;
}

/** Takes requests from whatever front they come through, and has workers answer them. */
export class ForwardingHandler {
  readonly #context: ForwardingContext;
  #isStopping = false;

  constructor(context: ForwardingContext) {
    this.#context = context;
  }

  /** In bytes; null is unlimited. */
  get maxRequestBodySize(): number | null {
    return this.#context.options.maxRequestBodySize;
  }

  /** From here on, 503. */
  beginStop(): void {
    this.#isStopping = true;
  }

  /** Begins an exchange; its client may be called before this returns. */
  begin(request: ClientRequest, client: ExchangeClient): Exchange {
    const { options, processes, log } = this.#context;
    log.counters.active++;
    const exchange = new Exchange(this, request, client);
    const limit = options.maxRequestBodySize;
    if (this.#isStopping) {
      exchange.refuse(stoppingPage());
    } else if (!options.anonymousAuthentication) {
      exchange.refuse(barePage(401, 'Unauthorized', 'HTTP Error 401.2 - Unauthorized'));
    } else if (limit !== null && request.contentLength > limit) {
      exchange.refuse(this.tooLargePage());
    } else {
      const worker = processes.takeReady();
      if (worker) exchange.send(worker);
      else void this.#sendWhenReady(exchange);
    }
    return exchange;
  }

  /** The worker refuses connections: it is replaced, and the request, which it has not seen, goes to the next one. */
  retryElsewhere(exchange: Exchange, worker: ServerProcess): void {
    void this.#context.processes.replace(worker).then(() => this.#sendWhenReady(exchange));
  }

  tooLargePage(): StatusPage {
    return barePage(
      413,
      'Payload Too Large',
      `HTTP Error 413 - The request body is larger than ${this.maxRequestBodySize} bytes.`,
    );
  }

  badGatewayPage(request: ClientRequest, error: UpstreamError): StatusPage {
    return badGatewayPage(error.message, {
      isLocal: isLoopback(request.remoteAddress),
      isBare: false,
    });
  }

  /** Called by each exchange when it ends. */
  onExchangeOver(exchange: Exchange): void {
    const { log, requestEvents } = this.#context;
    const { request, statusCode, startedAt, bytesReceived, bytesSent } = exchange;
    const { counters } = log;
    counters.active--;
    counters.requests++;
    counters.bytesReceived += bytesReceived;
    counters.bytesSent += bytesSent;
    if (statusCode === 101) counters.webSockets++;
    if (exchange.isRefused) counters.failures++;
    const duration = performance.now() - startedAt;
    const record = {
      time: Date.now() - duration,
      method: request.method,
      path: request.target,
      statusCode,
      duration,
      worker: exchange.worker?.handle.pid,
      bytesReceived,
      bytesSent,
    };
    log.add(record);
    if (requestEvents.hasListeners) requestEvents.emit({ type: 'request', ...record });
  }

  async #sendWhenReady(exchange: Exchange): Promise<void> {
    try {
      exchange.send(await this.#context.processes.getProcess());
    } catch (error) {
      if (!(error instanceof WorkerStartError)) {
        exchange.refuse(stoppingPage());
        return;
      }
      exchange.refuse(
        startFailurePage(error, {
          isLocal: isLoopback(exchange.request.remoteAddress),
          isBare: this.#context.options.module.disableStartUpErrorPage,
        }),
      );
    }
  }
}
