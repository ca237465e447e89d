import {
  CodeLens,
  type CodeLensProvider,
  EventEmitter,
  l10n,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';

import { browsableAddress } from '../../../server-runtime/launch/browserUrl.ts';
import type { LocalizableText } from '../../../server-runtime/contracts/localizableText.ts';
import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { profileId } from '../../core/profiles/project.ts';
import { whyNotHere } from '../../core/profiles/whyNotHere.ts';
import { whyNotLaunchable } from '../../core/profiles/whyNotLaunchable.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import type { ServerSnapshot } from '../../core/servers/serverSnapshot.ts';
import { shownState, type ShownState } from '../../core/servers/shownState.ts';
import { stateText } from '../../platform/vscode/stateText.ts';
import { isReachable } from '../../core/servers/serverState.ts';
import { Commands } from '../../platform/vscode/contributions.ts';
import { manageTrust } from '../../platform/vscode/launchGuard.ts';
import { plainLabel } from '../../platform/vscode/plainLabel.ts';
import { sayText } from '../../platform/vscode/sayText.ts';
import type { SettingsReader } from './settingsDocuments.ts';

/** Above each profile in the text: what it does at the moment, and what can be done with it. */
export class ProfileCodeLenses implements CodeLensProvider, Disposable {
  readonly #reader: SettingsReader;
  readonly #profiles: ProfileStore;
  readonly #servers: ServerRegistry;
  readonly #store = new DisposableStore();
  readonly #changed = new EventEmitter<void>();

  constructor(reader: SettingsReader, profiles: ProfileStore, servers: ServerRegistry) {
    this.#reader = reader;
    this.#profiles = profiles;
    this.#servers = servers;
    this.#store.add(this.#changed);
    this.#store.add(profiles.onDidChange(() => this.#changed.fire()));
    this.#store.add(servers.onDidChange(() => this.#changed.fire()));
    this.#store.add(workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()));
  }

  get onDidChangeCodeLenses(): EventEmitter<void>['event'] {
    return this.#changed.event;
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    // What a profile can do depends on its project.
    if (!this.#profiles.isLoaded) return [];
    const { settings, projectId, kind, areUsed } = this.#reader.read(document);
    const isInWorkspace = workspace.getWorkspaceFolder(document.uri) !== undefined;
    const notHere = whyNotHere(document.uri.scheme, isInWorkspace);
    // A button here would launch the profile of that name in the file that counts.
    if (document.isUntitled || (isInWorkspace && !areUsed)) return [];
    // Half of a property that is being typed says nothing of the profile; a launch would lead to the error.
    const isBroken = settings.diagnostics.some(({ code }) => code === 'invalid-json');
    return settings.profiles.flatMap((profile) => {
      const { offset, length } = profile.nameRange;
      const range = new Range(document.positionAt(offset), document.positionAt(offset + length));
      const id = profileId(projectId, profile.name);
      const server = this.#servers.get(id);
      const unavailable = notHere ?? (isBroken ? undefined : whyNotLaunchable(profile, kind));
      return lensesOf(id, server, unavailable).map(
        ([title, command, ...args]) =>
          new CodeLens(range, { title, command, arguments: args, tooltip: title }),
      );
    });
  }

  dispose(): void {
    this.#store.dispose();
  }
}

type Lens = readonly [title: string, command: string, ...args: unknown[]];

function lensesOf(
  id: string,
  server: ServerSnapshot | undefined,
  unavailable: LocalizableText | undefined,
): Lens[] {
  const tab: Lens = [l10n.t('Edit'), Commands.openDebugTab, id];
  if (!server || server.hasEnded) {
    if (unavailable !== undefined) {
      return [[plainLabel(l10n.t('cannot run here: {0}', sayText(unavailable))), ''], tab];
    }
    const failed: Lens[] =
      server?.state === 'failed'
        ? [[`$(error) ${failureLine(server)}`, Commands.showOutput, id]]
        : [];
    return [...failed, ...(workspace.isTrusted ? launchLenses(id) : [trustLens()]), tab];
  }
  const address = server.addresses.find((url) => browsableAddress(url) !== null);
  const reach: Lens[] =
    isReachable(server.state) && address !== undefined
      ? [
          ...(server.state === 'degraded' ? [stateLens(id, server)] : []),
          [`$(circle-filled) ${address}`, Commands.openInBrowser, id],
          [l10n.t('Open'), Commands.openInBrowser, id],
          [l10n.t('Copy URL'), Commands.copyExternalUrl, id],
        ]
      : [stateLens(id, server)];
  return [
    ...reach,
    [l10n.t('Restart'), Commands.restart, id],
    [`$(debug-stop) ${l10n.t('Stop')}`, Commands.stop, id],
    tab,
  ];
}

function launchLenses(id: string): Lens[] {
  return [
    [`$(play) ${l10n.t('Run')}`, Commands.run, id],
    [`$(debug-alt) ${l10n.t('Debug')}`, Commands.debug, id],
  ];
}

/** In Restricted Mode: why there is no button, and the way to one. */
function trustLens(): Lens {
  return [`$(workspace-untrusted) ${l10n.t('Trust the workspace to launch')}`, manageTrust];
}

/** A lens has one line. */
function failureLine({ failure }: ServerSnapshot): string {
  const [first = ''] = failure?.message.trim().split(/\r?\n/) ?? [];
  return plainLabel(first) || l10n.t('failed');
}

/** What a launch is at, beside listening; a click tells more. */
function stateLens(id: string, server: ServerSnapshot): Lens {
  const state = shownState(server);
  const icons: Partial<Record<ShownState, string>> = {
    running: 'circle-filled',
    degraded: 'warning',
  };
  return [`$(${icons[state] ?? 'loading~spin'}) ${stateText(state)}`, Commands.showOutput, id];
}
