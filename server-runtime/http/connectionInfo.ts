import type { X509Certificate } from 'node:crypto';
import type { IFeatureCollection } from './featureCollection.ts';
import { IHttpConnectionFeature } from './features/httpConnectionFeature.ts';
import { ITlsConnectionFeature } from './features/tlsConnectionFeature.ts';

/** Who talks to whom. */
export class ConnectionInfo {
  readonly #features: IFeatureCollection;

  /** Made by the context. */
  constructor(features: IFeatureCollection) {
    this.#features = features;
  }

  /** Identifier of the connection, as `0HMPNHL0JHL76`; the same for all its requests. */
  get id(): string {
    return this.#current().connectionId;
  }
  set id(value: string) {
    this.#current().connectionId = value;
  }

  /** The peer, or the client when middleware for forwarded headers put it here. Undefined on sockets without one. */
  get remoteIpAddress(): string | undefined {
    return this.#current().remoteIpAddress;
  }
  set remoteIpAddress(value: string | undefined) {
    this.#current().remoteIpAddress = value;
  }

  /** 0 when unknown. */
  get remotePort(): number {
    return this.#current().remotePort;
  }
  set remotePort(value: number) {
    this.#current().remotePort = value;
  }

  /** The address that the client connected to. Undefined on sockets without one. */
  get localIpAddress(): string | undefined {
    return this.#current().localIpAddress;
  }
  set localIpAddress(value: string | undefined) {
    this.#current().localIpAddress = value;
  }

  /** 0 when unknown. */
  get localPort(): number {
    return this.#current().localPort;
  }
  set localPort(value: number) {
    this.#current().localPort = value;
  }

  /** Undefined without TLS, or when the client showed none. */
  get clientCertificate(): X509Certificate | undefined {
    return this.#features.get(ITlsConnectionFeature)?.clientCertificate;
  }

  /** The client's certificate, asked for now when the server can do that. */
  async getClientCertificate(signal?: AbortSignal): Promise<X509Certificate | undefined> {
    return this.#features.get(ITlsConnectionFeature)?.getClientCertificate(signal);
  }

  #current(): IHttpConnectionFeature {
    let feature = this.#features.get(IHttpConnectionFeature);
    if (!feature) {
      feature = {
        connectionId: '',
        remoteIpAddress: undefined,
        remotePort: 0,
        localIpAddress: undefined,
        localPort: 0,
      };
      this.#features.set(IHttpConnectionFeature, feature);
    }
    return feature;
  }
}
