import type { IServerAddressesFeature } from '../../hosting/abstractions/serverAddresses.ts';
import { type Disposable, toDisposable } from '../../primitives/disposable.ts';
import type { AddressSources } from './chooseAddresses.ts';

/** The addresses of a server: apps may change them until it binds them, from then on they are what it has bound. */
export class ServerAddresses implements IServerAddressesFeature {
  readonly addresses: string[];
  preferHostingUrls = false;
  readonly #list: string[] = [];
  readonly #listeners = new Set<() => void>();
  #isPublic = true;

  constructor() {
    const change = <T extends unknown[]>(apply: (...args: T) => boolean) => {
      return (...args: T): boolean => {
        if (this.#isPublic) return apply(...args);
        throw new Error(
          'IServerAddressesFeature.Addresses cannot be modified after the server has started.',
        );
      };
    };
    this.addresses = new Proxy<string[]>(this.#list, {
      defineProperty: change(Reflect.defineProperty),
      deleteProperty: change(Reflect.deleteProperty),
    });
  }

  /** From here on, what apps do to the list throws. Gives back what was asked for. */
  take(): AddressSources {
    this.#isPublic = false;
    return { addresses: [...this.#list], preferHostingUrls: this.preferHostingUrls };
  }

  /** Shows what is bound now, to those who hold the list too. */
  show(bound: readonly string[]): void {
    if (bound.join() === this.#list.join()) return;
    this.#list.splice(0, Infinity, ...bound);
    for (const listener of this.#listeners) listener();
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return toDisposable(() => void this.#listeners.delete(listener));
  }
}
