import type { ServiceProvider, ServiceScope } from '../primitives/serviceProvider.ts';
import { ConnectionInfo } from './connectionInfo.ts';
import type { IFeatureCollection } from './featureCollection.ts';
import {
  IHttpAuthenticationFeature,
  type Principal,
} from './features/httpAuthenticationFeature.ts';
import { IHttpRequestIdentifierFeature } from './features/httpRequestIdentifierFeature.ts';
import { IHttpRequestLifetimeFeature } from './features/httpRequestLifetimeFeature.ts';
import { IItemsFeature } from './features/itemsFeature.ts';
import { IServiceProvidersFeature } from './features/serviceProvidersFeature.ts';
import { HttpRequest } from './httpRequest.ts';
import { HttpResponse } from './httpResponse.ts';
import { nextTraceIdentifier } from './traceIdentifier.ts';

const anonymous: Principal = { name: '', authenticationType: '', isAuthenticated: false };

/** Everything about one request, over the features of the server. Each part is made on first use. */
export class HttpContext {
  /** What the server and the middleware offer for this request. */
  readonly features: IFeatureCollection;
  /** What the client asks for. */
  readonly request: HttpRequest;
  /** What it gets. */
  readonly response: HttpResponse;
  readonly #services: ServiceProvider | undefined;
  #scope: ServiceScope | undefined;
  #connection: ConnectionInfo | undefined;

  /** The services are the app's; those of the request are made from them when somebody asks. */
  constructor(features: IFeatureCollection, services?: ServiceProvider) {
    this.features = features;
    this.#services = services;
    this.request = new HttpRequest(this);
    this.response = new HttpResponse(this);
  }

  /** Who talks to whom. Made on first use. */
  get connection(): ConnectionInfo {
    return (this.#connection ??= new ConnectionInfo(this.features));
  }

  /** Aborts when the client goes away; never after the response has completed. */
  get requestAborted(): AbortSignal {
    return this.#lifetime().requestAborted;
  }
  set requestAborted(value: AbortSignal) {
    this.#lifetime().requestAborted = value;
  }

  /** Ends the connection without a response, or in the middle of one. */
  abort(): void {
    this.#lifetime().abort();
  }

  /** Who makes the request; nobody in particular unless the server or middleware has found out. */
  get user(): Principal {
    return this.features.get(IHttpAuthenticationFeature)?.user ?? anonymous;
  }
  set user(value: Principal) {
    const feature = this.features.get(IHttpAuthenticationFeature);
    if (feature) feature.user = value;
    else this.features.set(IHttpAuthenticationFeature, { user: value });
  }

  /** Room for what the parts of an app tell each other about this request. */
  get items(): Map<unknown, unknown> {
    let feature = this.features.get(IItemsFeature);
    if (!feature) {
      feature = { items: new Map() };
      this.features.set(IItemsFeature, feature);
    }
    return feature.items;
  }

  /** Names this request in logs. */
  get traceIdentifier(): string {
    return this.#identifier().traceIdentifier;
  }
  set traceIdentifier(value: string) {
    this.#identifier().traceIdentifier = value;
  }

  /** The services of this request: scoped ones are made once for it and disposed at its end. */
  get requestServices(): ServiceProvider {
    let feature = this.features.get(IServiceProvidersFeature);
    if (!feature) {
      if (!this.#services) {
        throw new Error('There are no services: the request does not come from a host.');
      }
      this.#scope = this.#services.createScope();
      feature = { requestServices: this.#scope };
      this.features.set(IServiceProvidersFeature, feature);
    }
    return feature.requestServices;
  }

  /** Disposes the scoped services of this request. Undefined: none were made. For the host to call, at the end. */
  disposeServices(): Promise<void> | undefined {
    const scope = this.#scope;
    this.#scope = undefined;
    return scope?.dispose();
  }

  #lifetime(): IHttpRequestLifetimeFeature {
    let feature = this.features.get(IHttpRequestLifetimeFeature);
    if (!feature) {
      const controller = new AbortController();
      feature = { requestAborted: controller.signal, abort: () => controller.abort() };
      this.features.set(IHttpRequestLifetimeFeature, feature);
    }
    return feature;
  }

  #identifier(): IHttpRequestIdentifierFeature {
    let feature = this.features.get(IHttpRequestIdentifierFeature);
    if (!feature) {
      feature = { traceIdentifier: nextTraceIdentifier() };
      this.features.set(IHttpRequestIdentifierFeature, feature);
    }
    return feature;
  }
}
