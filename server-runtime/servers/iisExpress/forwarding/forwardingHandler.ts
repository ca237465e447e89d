import type { AppOffline } from '../appOffline.ts';
import type { EventSource } from '../eventSource.ts';
import { isLoopback } from '../loopback.ts';
import type { RequestLog } from '../requestLog.ts';
import type { RequestEvent } from '../siteEvents.ts';
import type { SiteSettings } from '../siteSettings.ts';
import {
  type PageAudience,
  type StatusPage,
  badGatewayPage,
  startFailurePage,
  stoppingPage,
  tooLargePage,
  unauthorizedPage,
  webConfigPage,
} from '../statusPages.ts';
import type { UpstreamError } from '../upstream/upstreamError.ts';
import type { ProcessManager } from '../worker/processManager.ts';
import type { ServerProcess } from '../worker/serverProcess.ts';
import { WorkerStartError } from '../workerStartError.ts';
import type { ClientRequest } from './clientRequest.ts';
import { Exchange } from './exchange.ts';
import type { ExchangeClient } from './exchangeClient.ts';
import { joinValues } from './headerLines.ts';

/** What a site forwards with. */
export interface ForwardingContext {
  settings: SiteSettings;
  processes: ProcessManager;
  offline: AppOffline;
  log: RequestLog;
  requestEvents: EventSource<RequestEvent>;
}

/** Takes requests from whatever front they come through, and has workers answer them. */
export class ForwardingHandler {
  /** When the last request came, in milliseconds of `performance.now()`. */
  lastRequestAt = performance.now();
  readonly #context: ForwardingContext;
  #isStopping = false;
  /** Exchanges that end when the client or the worker likes: WebSockets, event streams. */
  #endless = 0;
  #onDrained: (() => void) | undefined;

  constructor(context: ForwardingContext) {
    this.#context = context;
  }

  /** In bytes; null is unlimited. */
  get maxRequestBodySize(): number | null {
    return this.#context.settings.current.maxRequestBodySize;
  }

  /** Whether a worker may close the client's connection by its Connection header. */
  get forwardsConnectionHeader(): boolean {
    return this.#context.settings.current.module.forwardResponseConnectionHeader;
  }

  /** From here on, 503. Resolves when the exchanges under way have ended, but for those that may never end. */
  beginStop(): Promise<void> {
    this.#isStopping = true;
    return new Promise((resolve) => {
      this.#onDrained = resolve;
      this.#checkDrained();
    });
  }

  /** Begins an exchange; its client may be called before this returns. */
  begin(request: ClientRequest, client: ExchangeClient): Exchange {
    const exchange = new Exchange(this, request, client);
    this.#context.log.counters.active++;
    this.lastRequestAt = exchange.startedAt;
    const refusal = this.#refusalOf(request);
    if (refusal) {
      exchange.refuse(refusal);
      return exchange;
    }
    const worker = this.#context.processes.takeReady();
    if (worker) exchange.send(worker);
    else void this.#sendWhenReady(exchange);
    return exchange;
  }

  /** The worker refuses connections: it is replaced, and the request, which it has not seen, goes to the next one. */
  retryElsewhere(exchange: Exchange, worker: ServerProcess): void {
    void this.#context.processes.replace(worker).then(() => this.#sendWhenReady(exchange));
  }

  tooLargePage(request: ClientRequest): StatusPage {
    return tooLargePage(this.maxRequestBodySize ?? 0, audienceOf(request));
  }

  badGatewayPage(request: ClientRequest, error: UpstreamError): StatusPage {
    return badGatewayPage(error.message, audienceOf(request));
  }

  /** Called by an exchange that turns out to be a WebSocket or an event stream. */
  onEndless(): void {
    this.#endless++;
    this.#checkDrained();
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
    if (exchange.isEndless) this.#endless--;
    const now = performance.now();
    this.lastRequestAt = now;
    const record = {
      id: counters.requests,
      time: performance.timeOrigin + startedAt,
      method: request.method,
      path: request.target,
      statusCode,
      duration: now - startedAt,
      worker: exchange.worker?.handle.pid,
      bytesReceived,
      bytesSent,
    };
    log.add(record);
    if (requestEvents.hasListeners) requestEvents.emit({ type: 'request', ...record });
    if (this.#onDrained) this.#checkDrained();
  }

  /** Why a request is not forwarded; undefined when it is. */
  #refusalOf(request: ClientRequest): StatusPage | undefined {
    const { settings, offline } = this.#context;
    const { anonymousAuthentication, maxRequestBodySize } = settings.current;
    if (this.#isStopping) return stoppingPage(audienceOf(request));
    if (offline.isOffline) {
      const page = offline.page();
      if (page) return page;
    }
    if (settings.error) return webConfigPage(settings.error, audienceOf(request));
    if (!anonymousAuthentication) return unauthorizedPage(audienceOf(request));
    if (maxRequestBodySize !== null && request.contentLength > maxRequestBodySize) {
      return this.tooLargePage(request);
    }
    return undefined;
  }

  async #sendWhenReady(exchange: Exchange): Promise<void> {
    const audience = audienceOf(exchange.request);
    try {
      exchange.send(await this.#context.processes.getProcess());
    } catch (error) {
      const isBare = this.#context.settings.current.module.disableStartUpErrorPage;
      exchange.refuse(
        error instanceof WorkerStartError
          ? startFailurePage(error, audience, isBare)
          : stoppingPage(audience),
      );
    }
  }

  #checkDrained(): void {
    if (this.#context.log.counters.active <= this.#endless) this.#onDrained?.();
  }
}

function audienceOf({ remoteAddress, lines }: ClientRequest): PageAudience {
  return {
    isLocal: isLoopback(remoteAddress),
    wantsHtml: joinValues(lines, 'accept')?.toLowerCase().includes('text/html') ?? false,
  };
}
