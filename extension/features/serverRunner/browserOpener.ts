import { browserUrlFor } from '../../../server-runtime/launch/browserUrl.ts';
import type { Disposable } from '../../core/base/disposable.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { isReachable } from '../../core/servers/serverState.ts';
import type { ErrorBoundary } from '../../platform/vscode/errorBoundary.ts';

export interface BrowserOpenerOptions {
  readonly profiles: ProfileStore;
  readonly servers: ServerRegistry;
  readonly errors: ErrorBoundary;
}

/** Opens the browser once per launch, when the server listens and the profile asks for it (`launchBrowser`). */
export function openBrowserOnLaunch({
  profiles,
  servers,
  errors,
}: BrowserOpenerOptions): Disposable {
  const opened = new Map<string, number>();
  return servers.onDidChange(({ profileId, launchId, state, addresses }) => {
    if (!isReachable(state) || opened.get(profileId) === launchId) return;
    const settings = profiles.find(profileId)?.profile.settings;
    const page = settings?.launchBrowser && browserUrlFor(settings, addresses);
    if (!page) return;
    opened.set(profileId, launchId);
    void errors.run(async () => {
      const { openInBrowser } = await import(
        /* webpackMode: "lazy", webpackChunkName: "features" */ '../../platform/vscode/browser.ts'
      );
      await openInBrowser(page);
    });
  });
}
