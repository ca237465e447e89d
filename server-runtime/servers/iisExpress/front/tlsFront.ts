import { type Server, type TlsOptions, createServer } from 'node:tls';
import type { SiteCertificate } from '../iisExpressOptions.ts';
import { endpointOf } from './frontListener.ts';
import { type FrontContext, Http1Connection } from './http1Connection.ts';
import { serveHttp2 } from './http2Connection.ts';

/** A listener for https: HTTP/2 with clients that offer it, else HTTP/1.1. */
export function createTlsFront(context: FrontContext, certificate: SiteCertificate): Server {
  const server = createServer({
    // The worker judges a client's certificate, as behind the module; here it is only asked for when the options say so.
    rejectUnauthorized: false,
    ...certificate,
    ALPNProtocols: ['h2', 'http/1.1'],
    handshakeTimeout: 10_000,
    allowHalfOpen: true,
    noDelay: true,
  } as TlsOptions);
  server.on('secureConnection', (socket) => {
    const endpoint = endpointOf(socket, 'https', socket.getPeerX509Certificate()?.raw);
    if (socket.alpnProtocol === 'h2') serveHttp2(context, socket, endpoint);
    else Http1Connection.serve(context, socket, endpoint);
  });
  return server;
}
