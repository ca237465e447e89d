/** Where a worker listens, and what proves to it that a request came through its front end. */
export interface WorkerEndpoint {
  /** An IP address of this machine, without brackets. */
  host: string;
  port: number;
  /** Pairing token. */
  token: string;
}

/** The address to connect to for a socket that listens there: any address is the loopback's too. */
export function connectAddress(listeningAddress: string): string {
  return listeningAddress === '0.0.0.0' || listeningAddress === '::'
    ? '127.0.0.1'
    : listeningAddress;
}
