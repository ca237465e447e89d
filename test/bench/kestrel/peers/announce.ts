import type { Server } from 'node:net';

/** Listens on a port of the OS' choice and says which. */
export function announce(server: Server): void {
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
    const address = server.address();
    if (address && typeof address === 'object') {
      console.log(`Now listening on: http://127.0.0.1:${address.port}`);
    }
  });
}
