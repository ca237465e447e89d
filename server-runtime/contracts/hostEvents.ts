/**
 * What a WebHost tells the process that it runs in, over `node:diagnostics_channel`, so that the host process knows
 * of it although the app's own code built it, maybe with a runtime of its own.
 */
export const webHostChannel = 'server-profiles.webhost';

export interface WebHostEvent {
  event: 'starting' | 'startupError' | 'started' | 'addresses' | 'stopping' | 'stopped' | 'failed';
  /** With `started`: the addresses as bound. With `addresses`: those that it has by now. */
  addresses?: readonly string[];
  /** With `started`: ends the host gracefully. With `addresses`: the same one, which tells the hosts apart. */
  stop?: () => Promise<void>;
  /**
   * With `failed`: what was thrown. With `startupError` too: there the host goes on, and answers each request with the
   * error (captureStartupErrors).
   */
  error?: unknown;
  /** With `startupError`: a listener sets it to have the start fail after all. */
  isFatal?: boolean;
}
