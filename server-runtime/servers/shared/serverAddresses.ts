import type { IServerAddressesFeature } from '../../hosting/abstractions/serverAddresses.ts';
import type { AddressSources } from './chooseAddresses.ts';

/** The addresses of a server: apps may change them until it binds them, from then on they are what it has bound. */
export class ServerAddresses implements IServerAddressesFeature {
  readonly addresses: string[];
  preferHostingUrls = false;
  readonly #list: string[] = [];
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
    this.#list.splice(0, Infinity, ...bound);
  }
}
