import type { IFeatureCollection } from './featureCollection.ts';
import type { FeatureKey } from './featureKey.ts';
import { IHttpRequestFeature } from './features/httpRequestFeature.ts';
import { IHttpResponseBodyFeature } from './features/httpResponseBodyFeature.ts';
import { IHttpResponseFeature } from './features/httpResponseFeature.ts';

/**
 * The features of one request, for servers: the three that every request uses are fields, so that a request which uses
 * no others makes no map.
 */
export class RequestFeatures implements IFeatureCollection {
  readonly isReadOnly = false;
  #revision = 0;
  #request: IHttpRequestFeature | undefined;
  #response: IHttpResponseFeature | undefined;
  #body: IHttpResponseBodyFeature | undefined;
  #others: Map<symbol, unknown> | undefined;
  readonly #defaults: IFeatureCollection | undefined;

  /**
   * The three features that every request has. The defaults are the connection's: what the request does not have itself is
   * looked up there.
   */
  constructor(
    request: IHttpRequestFeature,
    response: IHttpResponseFeature,
    body: IHttpResponseBodyFeature,
    defaults?: IFeatureCollection,
  ) {
    this.#request = request;
    this.#response = response;
    this.#body = body;
    this.#defaults = defaults;
  }

  get revision(): number {
    return this.#revision + (this.#defaults?.revision ?? 0);
  }

  get<T>(key: FeatureKey<T>): T | undefined {
    return (this.#own(key) as T | undefined) ?? this.#defaults?.get(key);
  }

  set<T>(key: FeatureKey<T>, value: T | null | undefined): void {
    if (key === null || key === undefined) throw new TypeError('A feature key is required.');
    const feature = value ?? undefined;
    if (feature === undefined && this.#own(key) === undefined) return;
    this.#revision++;
    if (key === IHttpRequestFeature) this.#request = feature as IHttpRequestFeature | undefined;
    else if (key === IHttpResponseFeature) {
      this.#response = feature as IHttpResponseFeature | undefined;
    } else if (key === IHttpResponseBodyFeature) {
      this.#body = feature as IHttpResponseBodyFeature | undefined;
    } else if (feature === undefined) this.#others?.delete(key);
    else (this.#others ??= new Map()).set(key, feature);
  }

  *[Symbol.iterator](): Iterator<[FeatureKey<unknown>, unknown]> {
    if (this.#request) yield [IHttpRequestFeature, this.#request];
    if (this.#response) yield [IHttpResponseFeature, this.#response];
    if (this.#body) yield [IHttpResponseBodyFeature, this.#body];
    if (this.#others) yield* this.#others;
    for (const [key, value] of this.#defaults ?? []) {
      if (this.#own(key) === undefined) yield [key, value];
    }
  }

  #own(key: symbol): unknown {
    if (key === IHttpRequestFeature) return this.#request;
    if (key === IHttpResponseFeature) return this.#response;
    if (key === IHttpResponseBodyFeature) return this.#body;
    return this.#others?.get(key);
  }
}
