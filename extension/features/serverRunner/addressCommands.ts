import { env, l10n } from 'vscode';

import { browsableAddress, browserUrlFor } from '../../../server-runtime/launch/browserUrl.ts';
import { UserError } from '../../core/base/userError.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { isReachable } from '../../core/servers/serverState.ts';
import { externalUrl, openInBrowser } from '../../platform/vscode/browser.ts';
import { type AddressTarget, Commands } from '../../platform/vscode/contributions.ts';
import { resolveProfile } from '../../platform/vscode/profilePicker.ts';
import { shownName } from '../../platform/vscode/shownName.ts';

/** Commands on an address, or on a profile that listens. */
export type AddressCommand = (typeof Commands)[
  | 'copyAddress'
  | 'copyExternalUrl'
  | 'openInBrowser'
  | 'openInSystemBrowser'
  | 'openInIntegratedBrowser'];

/** The hubs that a command on addresses looks at. */
export interface AddressHubs {
  readonly profiles: ProfileStore;
  readonly servers: ServerRegistry;
}

/** Opens or copies what a row of an address shows; of a profile that listens, its first address or the page that it opens. */
export async function runAddressCommand(
  id: AddressCommand,
  target: AddressTarget,
  hubs: AddressHubs,
): Promise<void> {
  const isCopied = id === Commands.copyAddress || id === Commands.copyExternalUrl;
  const url = await urlOf(target, isCopied, titleOf(id), hubs);
  if (url === undefined) return;
  switch (id) {
    case Commands.copyAddress:
      return env.clipboard.writeText(url);
    case Commands.copyExternalUrl:
      return env.clipboard.writeText(await externalUrl(url));
    case Commands.openInBrowser:
      return openInBrowser(url);
    case Commands.openInSystemBrowser:
      return openInBrowser(url, 'system');
    case Commands.openInIntegratedBrowser:
      return openInBrowser(url, 'integrated');
  }
}

/** What a list of profiles says that is shown for the command. */
function titleOf(id: AddressCommand): string {
  switch (id) {
    case Commands.copyAddress:
      return l10n.t('Copy Local URL');
    case Commands.copyExternalUrl:
      return l10n.t('Copy External URL');
    default:
      return l10n.t('Open in Browser');
  }
}

/** Undefined when the person gives up. What no browser opens, as a unix socket, can be copied all the same. */
async function urlOf(
  target: AddressTarget,
  isCopied: boolean,
  title: string,
  hubs: AddressHubs,
): Promise<string | undefined> {
  if (typeof target === 'object' && 'url' in target) {
    return browsableAddress(target.url) ?? (isCopied ? target.url : unbrowsable(target.url));
  }
  const { profiles, servers } = hubs;
  const found = await resolveProfile(profiles, target, {
    ...{ title, servers, none: l10n.t('No profile is listening.') },
    candidates: () =>
      profiles.all().filter(({ profile }) => {
        const server = servers.get(profile.id);
        return server !== undefined && isReachable(server.state);
      }),
  });
  if (!found) return undefined;
  const { id, name, settings } = found.profile;
  const addresses = servers.get(id)?.addresses ?? [];
  const page = browserUrlFor(isCopied ? undefined : settings, addresses);
  if (page !== null) return page;
  const [first] = addresses;
  if (first !== undefined) return isCopied ? first : unbrowsable(first);
  throw new UserError(l10n.t('"{0}" does not listen on an address yet.', shownName(name)), {
    code: 'no-address',
  });
}

function unbrowsable(address: string): never {
  throw new UserError(l10n.t('No browser can open {0}.', address), { code: 'no-browser-address' });
}
