/** Something else listens on an address already. */
export class AddressInUseError extends Error {
  override readonly name = 'AddressInUseError';
  readonly code = 'EADDRINUSE';
  /** As people read it: `http://127.0.0.1:5000`. */
  readonly address: string;
  /** 0 for unix sockets and pipes. */
  readonly port: number;

  constructor(address: string, port: number, cause?: unknown) {
    super(`Failed to bind to address ${address}: address already in use.`, { cause });
    this.address = address;
    this.port = port;
  }
}
