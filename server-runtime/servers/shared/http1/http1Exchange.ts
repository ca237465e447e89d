import type { IFeatureCollection } from '../../../http/featureCollection.ts';
import type { FeatureKey } from '../../../http/featureKey.ts';
import { IHttpConnectionFeature } from '../../../http/features/httpConnectionFeature.ts';
import { IHttpMaxRequestBodySizeFeature } from '../../../http/features/httpMaxRequestBodySizeFeature.ts';
import { IHttpRequestFeature } from '../../../http/features/httpRequestFeature.ts';
import { IHttpRequestIdentifierFeature } from '../../../http/features/httpRequestIdentifierFeature.ts';
import { IHttpRequestLifetimeFeature } from '../../../http/features/httpRequestLifetimeFeature.ts';
import { IHttpResponseBodyFeature } from '../../../http/features/httpResponseBodyFeature.ts';
import { IHttpResponseFeature } from '../../../http/features/httpResponseFeature.ts';
import { IHttpUpgradeFeature } from '../../../http/features/httpUpgradeFeature.ts';
import { EmptyBody } from './emptyBody.ts';
import { Http1Request } from './http1Request.ts';
import { Http1Response, type ResponseHost } from './http1Response.ts';
import { Http1Upgrade, type UpgradeHost } from './http1Upgrade.ts';
import {
  connectionFeatureKeys,
  makeRareFeature,
  rareFeatureKeys,
  type RareFeatureHost,
} from './rareFeatures.ts';
import type { RequestBody } from './requestBody.ts';
import type { RequestHead } from './requestHead.ts';

/** What one request and its response need of their connection. */
export interface ExchangeHost extends ResponseHost, UpgradeHost, RareFeatureHost {
  readonly scheme: string;
  readonly connectionId: string;
  readonly maxRequestBodySize: number | null;
  createConnectionFeature(): IHttpConnectionFeature;
  /** Features of the connection, as those of TLS; what a request does not have itself is looked up here. */
  readonly connectionFeatures: IFeatureCollection | undefined;
  abort(reason: string): void;
}

/**
 * One request with its response: the feature collection that the app is given. Each is made anew, so that nothing that
 * an app keeps of a request can touch the next one on the connection.
 */
export class Http1Exchange
  implements IFeatureCollection, IHttpRequestLifetimeFeature, IHttpRequestIdentifierFeature
{
  readonly isReadOnly = false;
  readonly head: RequestHead;
  readonly request: Http1Request;
  readonly response: Http1Response;
  /** Undefined when the request has none. */
  readonly body: RequestBody | undefined;
  readonly #host: ExchangeHost;
  readonly #ordinal: number;
  /** What the app has set; null where it took one of ours out. */
  #own: Map<symbol, unknown> | undefined;
  #revision = 0;
  #connection: IHttpConnectionFeature | undefined;
  #upgrade: Http1Upgrade | undefined;
  #emptyBody: EmptyBody | undefined;
  #traceIdentifier: string | undefined;
  #abortController: AbortController | undefined;
  #requestAborted: AbortSignal | undefined;
  #isAborted = false;

  constructor(
    host: ExchangeHost,
    head: RequestHead,
    body: RequestBody | undefined,
    ordinal: number,
  ) {
    this.#host = host;
    this.#ordinal = ordinal;
    this.head = head;
    this.body = body;
    this.request = new Http1Request(head, host.scheme, body ?? EmptyBody.shared);
    this.response = new Http1Response(head, host);
  }

  get revision(): number {
    return this.#revision;
  }

  get<T>(key: FeatureKey<T>): T | undefined {
    const own = this.#own?.get(key);
    if (own === undefined) return this.#builtIn(key) as T | undefined;
    return (own ?? this.#ofConnection(key)) as T | undefined;
  }

  set<T>(key: FeatureKey<T>, value: T | null | undefined): void {
    if (key === null || key === undefined) throw new TypeError('A feature key is required.');
    // What is the connection's cannot be taken out of one request.
    if ((value ?? undefined) === undefined && this.get(key) === this.#ofConnection(key)) return;
    (this.#own ??= new Map()).set(key, value ?? null);
    this.#revision++;
  }

  *[Symbol.iterator](): Iterator<[FeatureKey<unknown>, unknown]> {
    const keys = new Set<symbol>([...builtInKeys, ...(this.#own?.keys() ?? [])]);
    for (const [key] of this.#host.connectionFeatures ?? []) keys.add(key);
    for (const key of keys) {
      const value = this.get<unknown>(key);
      if (value !== undefined) yield [key, value];
    }
  }

  get traceIdentifier(): string {
    const ordinal = this.#ordinal.toString(16).toUpperCase().padStart(8, '0');
    return (this.#traceIdentifier ??= `${this.#host.connectionId}:${ordinal}`);
  }
  set traceIdentifier(value: string) {
    this.#traceIdentifier = value;
  }

  get requestAborted(): AbortSignal {
    if (this.#requestAborted) return this.#requestAborted;
    this.#abortController = new AbortController();
    if (this.#isAborted) this.#abortController.abort();
    return (this.#requestAborted = this.#abortController.signal);
  }
  set requestAborted(value: AbortSignal) {
    this.#requestAborted = value;
  }

  abort(): void {
    this.#host.abort('The app aborted the request.');
  }

  /** The client is gone. */
  onDisconnected(): void {
    this.#isAborted = true;
    this.#abortController?.abort();
  }

  #builtIn(key: symbol): unknown {
    switch (key) {
      case IHttpRequestFeature:
        return this.request;
      case IHttpResponseFeature:
      case IHttpResponseBodyFeature:
        return this.response;
      case IHttpRequestLifetimeFeature:
      case IHttpRequestIdentifierFeature:
        return this;
      case IHttpConnectionFeature:
        return (this.#connection ??= this.#host.createConnectionFeature());
      case IHttpUpgradeFeature:
        return (this.#upgrade ??= new Http1Upgrade(this.head, this.response, this.#host));
      case IHttpMaxRequestBodySizeFeature:
        return this.body ?? (this.#emptyBody ??= new EmptyBody(this.#host.maxRequestBodySize));
      default:
        return makeRareFeature(key, this, this.#host) ?? this.#host.connectionFeatures?.get(key);
    }
  }

  /** What shows where the request itself has nothing. */
  #ofConnection(key: symbol): unknown {
    if (connectionFeatureKeys.has(key)) return makeRareFeature(key, this, this.#host);
    return this.#host.connectionFeatures?.get(key);
  }
}

const builtInKeys = [
  IHttpRequestFeature,
  IHttpResponseFeature,
  IHttpResponseBodyFeature,
  IHttpConnectionFeature,
  IHttpRequestLifetimeFeature,
  IHttpRequestIdentifierFeature,
  IHttpUpgradeFeature,
  IHttpMaxRequestBodySizeFeature,
  ...rareFeatureKeys,
];
