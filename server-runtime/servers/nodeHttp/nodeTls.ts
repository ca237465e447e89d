import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { ITlsConnectionFeature } from '../../http/features/tlsConnectionFeature.ts';
import type { ITlsHandshakeFeature } from '../../http/features/tlsHandshakeFeature.ts';

/** What Node knows of the TLS connection that a request came on. */
export class NodeTls implements ITlsConnectionFeature, ITlsHandshakeFeature {
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
