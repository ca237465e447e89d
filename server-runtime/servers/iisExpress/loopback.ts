/** True for a client on this machine: over a loopback address or, without one, a unix socket. */
export function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return true;
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
