import { BlockList, isIP, isIPv6 } from 'node:net';

/** Tells which addresses are proxies that are believed. IPv4 addresses count in their IPv6 form too. */
export class KnownProxies {
  readonly #list = new BlockList();
  /** True when there are none, which means that everybody is believed. */
  readonly isEmpty: boolean;

  /** Throws a TypeError for what is not an address or network. */
  constructor(proxies: readonly string[], networks: readonly string[]) {
    this.isEmpty = proxies.length === 0 && networks.length === 0;
    for (const address of proxies) this.#addAddress(address);
    for (const network of networks) this.#addNetwork(network);
  }

  has(address: string): boolean {
    if (this.isEmpty) return true;
    // A scope id, as in fe80::1%eth0, is this machine's own business.
    const [plain = ''] = address.split('%');
    return isIP(plain) !== 0 && this.#list.check(plain, familyOf(plain));
  }

  #addAddress(address: string): void {
    if (isIP(address) === 0) {
      throw new TypeError(`The known proxy '${address}' is not an IP address.`);
    }
    this.#list.addAddress(address, familyOf(address));
  }

  #addNetwork(network: string): void {
    const match = /^([^/]+)\/(\d{1,3})$/.exec(network);
    const [, address = '', length = ''] = match ?? [];
    const longest = isIPv6(address) ? 128 : 32;
    if (isIP(address) === 0 || Number(length) > longest) {
      throw new TypeError(
        `The known network '${network}' is not of the form 10.0.0.0/8 or fd00::/8.`,
      );
    }
    this.#list.addSubnet(address, Number(length), familyOf(address));
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
