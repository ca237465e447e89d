import type { IHttpApplication } from '../../hosting/abstractions/httpApplication.ts';
import type { IServer } from '../../hosting/abstractions/server.ts';
import { IServerAddressesFeature } from '../../hosting/abstractions/serverAddresses.ts';
import { FeatureCollection, type IFeatureCollection } from '../../http/featureCollection.ts';
import { IHttpRequestLifetimeFeature } from '../../http/features/httpRequestLifetimeFeature.ts';
import { RequestFeatures } from '../../http/requestFeatures.ts';
import { Deferred } from '../../primitives/deferred.ts';
import { BodyQueue } from './bodyQueue.ts';
import { TestRequestFeature, type TestRequest } from './testRequest.ts';
import { SentResponse, TestResponse, type ResponseSink } from './testResponse.ts';

/** What {@link TestServer.create} needs of a WebHostBuilder. */
export interface TestHostBuilder {
  /** Takes the TestServer in place of every other server. */
  useServer(server: IServer): { build(): TestHost };
}

/** What a TestServer needs of its WebHost. */
export interface TestHost {
  /** Starts the app. */
  start(): Promise<void>;
  /** Stops the app. */
  dispose(): Promise<void>;
}

/**
 * Runs an app without a socket, for tests: requests go straight into the pipeline. What the app throws and does not
 * handle comes out of the call, where a real server would answer 500.
 */
export class TestServer implements IServer {
  readonly features = new FeatureCollection();
  readonly #inFlight = new Set<IFeatureCollection>();
  #application: IHttpApplication<unknown> | undefined;
  #hasStarted = false;
  #host: TestHost | undefined;
  #idle: Deferred | undefined;

  constructor() {
    this.features.set(IServerAddressesFeature, { addresses: [], preferHostingUrls: false });
  }

  /** Builds and starts a host on a new TestServer. Dispose it when done: `await using server = …`. */
  static async create(builder: TestHostBuilder): Promise<TestServer> {
    const server = new TestServer();
    const host = builder.useServer(server).build();
    server.#host = host;
    try {
      await host.start();
    } catch (error) {
      await host.dispose();
      throw error;
    }
    return server;
  }

  async start<TContext>(application: IHttpApplication<TContext>): Promise<void> {
    if (this.#hasStarted) throw new Error('Server has already started.');
    this.#hasStarted = true;
    this.#application = application;
  }

  async stop(signal?: AbortSignal): Promise<void> {
    this.#application = undefined;
    if (this.#inFlight.size === 0) return;
    const { promise, resolve } = (this.#idle ??= new Deferred());
    const abort = (): void => {
      this.#abortRequests();
      resolve();
    };
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
    await promise;
    signal?.removeEventListener('abort', abort);
  }

  /** Stops the app: what `await using` calls. The clients of requests in flight go away. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#abortRequests();
    await this.#host?.dispose();
  }

  /** Sends a request and waits for the whole response. Rejects with what the app throws. */
  async send(request: TestRequest = {}): Promise<TestResponse> {
    const chunks: Uint8Array[] = [];
    const sink: ResponseSink = {
      onBody(chunk) {
        chunks.push(chunk);
        return undefined;
      },
    };
    const response = await this.#serve(request, sink);
    return new TestResponse(response, chunks);
  }

  /**
   * The same as a client of the Web platform. Resolves when the headers are there; the body follows as the app writes it
   * and errors when the app fails in the middle.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(
      typeof input === 'string' ? new URL(input, 'http://localhost') : input,
      init,
    );
    const url = new URL(request.url);
    const abortion = new AbortController();
    const body = new BodyQueue(() => abortion.abort());
    return new Promise((resolve, reject) => {
      const sink: ResponseSink = {
        onHead: (response) => resolve(toWebResponse(response, body, request.method)),
        onBody: (chunk) => body.push(chunk),
        onEnd: () => body.end(),
      };
      const sent: TestRequest = {
        method: request.method,
        url: url.pathname + url.search,
        scheme: url.protocol === 'https:' ? 'https' : 'http',
        host: url.host,
        headers: Object.fromEntries(request.headers),
        signal: AbortSignal.any([request.signal, abortion.signal]),
        ...(request.body && { body: request.body }),
      };
      this.#serve(sent, sink).catch((error: unknown) => {
        body.fail(error);
        reject(error);
      });
    });
  }

  async #serve(request: TestRequest, sink: ResponseSink): Promise<SentResponse> {
    const application = this.#application;
    if (!application) throw new Error('The TestServer has not been started, or has been stopped.');
    const response = new SentResponse(sink);
    const features = new RequestFeatures(new TestRequestFeature(request), response, response);
    if (request.signal) features.set(IHttpRequestLifetimeFeature, new TestLifetime(request.signal));
    const context = application.createContext(features);
    this.#inFlight.add(features);
    let failure: unknown;
    try {
      await application.processRequest(context);
      await response.complete();
      return response;
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      if (response.hasCompletedCallbacks) await response.runCompleted(ignore);
      application.disposeContext(context, failure);
      this.#inFlight.delete(features);
      if (this.#inFlight.size === 0) this.#idle?.resolve();
    }
  }

  /** Tells apps that listen for it; the others are not waited for. */
  #abortRequests(): void {
    for (const features of this.#inFlight) features.get(IHttpRequestLifetimeFeature)?.abort();
  }
}

class TestLifetime implements IHttpRequestLifetimeFeature {
  readonly #controller = new AbortController();
  requestAborted: AbortSignal;

  constructor(client: AbortSignal) {
    this.requestAborted = AbortSignal.any([client, this.#controller.signal]);
  }

  abort(): void {
    this.#controller.abort();
  }
}

function toWebResponse(response: SentResponse, body: BodyQueue, method: string): Response {
  const { statusCode, reasonPhrase, headers } = response;
  // A Response refuses a body where HTTP has none.
  const hasNoBody = method === 'HEAD' || [204, 205, 304].includes(statusCode);
  return new Response(hasNoBody ? null : body.stream, {
    status: statusCode,
    statusText: reasonPhrase,
    headers: [...headers],
  });
}

function ignore(): void {}
