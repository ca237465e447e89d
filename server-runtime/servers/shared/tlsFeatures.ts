import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { FeatureCollection, type IFeatureCollection } from '../../http/featureCollection.ts';
import { ITlsConnectionFeature } from '../../http/features/tlsConnectionFeature.ts';
import { ITlsHandshakeFeature } from '../../http/features/tlsHandshakeFeature.ts';

/** What a TLS connection tells the requests that come on it. */
export function createTlsFeatures(socket: TLSSocket): IFeatureCollection {
  const features = new FeatureCollection();
  const facts = new TlsFacts(socket);
  features.set(ITlsConnectionFeature, facts);
  features.set(ITlsHandshakeFeature, facts);
  return features;
}

/** Reads the socket when it is asked, and not before. */
class TlsFacts implements ITlsConnectionFeature, ITlsHandshakeFeature {
  readonly #socket: TLSSocket;
  #certificate: X509Certificate | undefined;

  constructor(socket: TLSSocket) {
    this.#socket = socket;
  }

  get clientCertificate(): X509Certificate | undefined {
    return (this.#certificate ??= this.#socket.getPeerX509Certificate());
  }
  set clientCertificate(value: X509Certificate | undefined) {
    this.#certificate = value;
  }

  getClientCertificate(): Promise<X509Certificate | undefined> {
    return Promise.resolve(this.clientCertificate);
  }

  get protocol(): string {
    return this.#socket.getProtocol() ?? '';
  }

  get negotiatedCipherSuite(): string {
    return this.#socket.getCipher().standardName;
  }

  get hostName(): string {
    const { servername } = this.#socket as TLSSocket & { servername?: string | false };
    return servername || '';
  }
}
