import { type Server, type Socket, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { localizableText } from '../../../contracts/localizableText.ts';
import type { SiteCertificate } from '../iisExpressOptions.ts';
import type { ListenTarget } from '../../shared/bindAddress.ts';
import { SiteStartError } from '../siteStartError.ts';
import type { ClientEndpoint } from './createClientRequest.ts';
import { type FrontContext, Http1Connection } from './http1Connection.ts';

/** The sockets that a site listens on. */
export class FrontListener {
  readonly #context: FrontContext;
  readonly #certificate: SiteCertificate | undefined;
  readonly #servers: Server[] = [];

  constructor(context: FrontContext, certificate: SiteCertificate | undefined) {
    this.#context = context;
    this.#certificate = certificate;
  }

  /** Opens one socket; resolves with its port, 0 for unix sockets and pipes. */
  async listen({ isTls, ...where }: ListenTarget): Promise<number> {
    const server = isTls ? await this.#createTlsServer() : this.#createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ ...where, exclusive: true }, () => {
        server.off('error', reject);
        resolve();
      });
    });
    this.#servers.push(server);
    return (server.address() as AddressInfo).port ?? 0;
  }

  /** Takes no more connections. Those that there are go on. */
  close(): void {
    for (const server of this.#servers.splice(0)) server.close();
  }

  #createServer(): Server {
    return createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
      Http1Connection.serve(this.#context, socket, endpointOf(socket, 'http', undefined));
    });
  }

  async #createTlsServer(): Promise<Server> {
    if (!this.#certificate) {
      throw new SiteStartError(
        'no-certificate',
        localizableText(
          'Unable to configure HTTPS endpoint. No server certificate was specified, and the default developer certificate could not be found or is out of date.',
        ),
      );
    }
    // Loading TLS and HTTP/2 takes longer than a site without them takes to start.
    const { createTlsFront } = await import('./tlsFront.ts');
    return createTlsFront(this.#context, this.#certificate);
  }
}

/** What a socket says of its client. */
export function endpointOf(
  socket: Socket | TLSSocket,
  scheme: 'http' | 'https',
  clientCertificate: Buffer | undefined,
): ClientEndpoint {
  const { localAddress, localPort, remoteAddress, remotePort } = socket;
  const host = localAddress?.includes(':') ? `[${localAddress}]` : localAddress;
  return {
    scheme,
    remoteAddress,
    remotePort,
    localHost: host ? `${host}:${localPort}` : 'localhost',
    clientCertificate,
  };
}
