import type { BindLog } from './bindLog.ts';

/** Where a server listens when nobody said where. */
export const defaultAddress = 'http://localhost:5000';

/** An address, and which endpoint of the server's own options it belongs to, if any. */
export interface AddressToBind {
  /** As `http://localhost:5000`. */
  readonly address: string;
  /** The same in every process that serves the app. */
  readonly endpoint?: string;
}

/** Where the addresses of a server come from. */
export interface AddressSources {
  /** IServerAddressesFeature's. */
  addresses: readonly string[];
  /** True: `addresses` win over `endpoints`. */
  preferHostingUrls: boolean;
  /** Those that the options of the server itself name; none unless set. */
  endpoints?: readonly AddressToBind[];
}

/** Which of the sources wins, with a line in the log when another one loses. */
export function chooseAddresses(
  { addresses, endpoints = [], preferHostingUrls }: AddressSources,
  log: BindLog,
): readonly AddressToBind[] {
  const plain = addresses.map((address) => ({ address }));
  if (plain.length === 0 && endpoints.length === 0) {
    log.debug(`No listening endpoints were configured. Binding to ${defaultAddress} by default.`);
    return [{ address: defaultAddress }];
  }
  if (plain.length === 0) return endpoints;
  if (endpoints.length === 0) return plain;
  const list = addresses.join(', ');
  if (preferHostingUrls) {
    log.information(
      `Overriding endpoints defined via IConfiguration and/or UseKestrel() because PreferHostingUrls is set to true. Binding to address(es) '${list}' instead.`,
    );
    return plain;
  }
  log.warning(
    `Overriding address(es) '${list}'. Binding to endpoints defined via IConfiguration and/or UseKestrel() instead.`,
  );
  return endpoints;
}
