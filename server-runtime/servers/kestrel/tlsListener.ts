import type { Server, Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { IFeatureCollection } from '../../http/featureCollection.ts';
import { createTlsFeatures } from '../shared/tlsFeatures.ts';
import { CertificateStore } from './certificateStore.ts';
import { alpnProtocols } from './endpoints/httpProtocols.ts';
import type { Endpoint } from './endpoints/endpoint.ts';
import type { SocketOptions } from './socketOptions.ts';

/** What is told of handshakes and certificates. */
export interface TlsLog {
  handshakeFailed(error: Error): void;
  certificateNotReloaded(error: unknown): void;
}

/** A listener for https addresses; certificates can change while it listens, connections stay as they are. */
export class TlsListener {
  readonly server: Server;
  readonly #certificates: CertificateStore;
  readonly #log: TlsLog;
  readonly #setContext: () => void;

  /** Throws when there is no certificate, or one that cannot be read. */
  constructor(
    { https, protocols }: Endpoint,
    options: SocketOptions,
    accept: (socket: TLSSocket, features: IFeatureCollection) => void,
    log: TlsLog,
  ) {
    const certificates = new CertificateStore(https);
    const mode = https.clientCertificateMode ?? 'none';
    const { sslProtocols = ['tls12', 'tls13'] } = https;
    const versions = {
      minVersion: sslProtocols.includes('tls12') ? 'TLSv1.2' : 'TLSv1.3',
      maxVersion: sslProtocols.includes('tls13') ? 'TLSv1.3' : 'TLSv1.2',
    } as const;
    const server = createServer(
      {
        ...options,
        ...certificates.defaultContext,
        ...versions,
        ALPNProtocols: alpnProtocols(protocols),
        handshakeTimeout: https.handshakeTimeout ?? 10_000,
        requestCert: mode !== 'none',
        rejectUnauthorized: mode === 'require',
        SNICallback: (name, answer) => answer(null, certificates.find(name)),
      },
      (socket) => {
        socket.ref();
        setHighWaterMark(socket, options.highWaterMark);
        accept(socket, createTlsFeatures(socket));
      },
    );
    // A handshake that goes on does not keep a process that wants to end.
    server.on('connection', (socket: Socket) => socket.unref());
    server.on('tlsClientError', (error) => log.handshakeFailed(error));
    this.server = server;
    this.#certificates = certificates;
    this.#log = log;
    // The versions are part of it: without them, all that Node knows would be allowed from then on.
    this.#setContext = () =>
      server.setSecureContext({ ...certificates.defaultContext, ...versions });
  }

  /** Takes changed certificate files into use for the connections that come. */
  reloadCertificates(): void {
    try {
      if (this.#certificates.reload()) this.#setContext();
    } catch (error) {
      this.#log.certificateNotReloaded(error);
    }
  }
}

/** What `net.Server` has an option for, and `tls.Server` has not. */
function setHighWaterMark(socket: TLSSocket, bytes: number): void {
  const { _writableState: state } = socket as unknown as {
    _writableState: { highWaterMark: number };
  };
  state.highWaterMark = bytes;
}
