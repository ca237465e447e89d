import { bindAddress, type Listen } from './bindAddress.ts';
import type { BindLog } from './bindLog.ts';
import { chooseAddresses, type AddressSources } from './chooseAddresses.ts';

/** Binds the addresses that win. Resolves with them as people read them. */
export async function bindAddresses(
  sources: AddressSources,
  listen: Listen,
  log: BindLog,
): Promise<string[]> {
  const bound: string[] = [];
  for (const chosen of chooseAddresses(sources, log)) {
    bound.push(await bindAddress(chosen, listen, log));
  }
  return bound;
}
