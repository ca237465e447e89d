import { connect } from 'node:net';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';

/** Milliseconds between two tries. */
const pause = 500;

/** Calls back once, when something accepts connections at the URL's host and port. */
export function whenReachable(url: string, callback: () => void): Disposable {
  const store = new DisposableStore();
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const attempt = (): void => {
    const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
    store.defer(() => socket.destroy());
    socket.once('connect', () => {
      const wasWaiting = !store.isDisposed;
      store.dispose();
      if (wasWaiting) callback();
    });
    socket.once('error', () => {
      socket.destroy();
      const timer = setTimeout(attempt, pause);
      store.defer(() => clearTimeout(timer));
    });
  };
  attempt();
  return store;
}
