import { l10n } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { Log } from '../../core/base/log.ts';
import { OnDemand } from '../../core/base/onDemand.ts';
import type { ParsedDocuments } from '../../core/documents/parsedDocuments.ts';
import type { ProfileInProject, ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { isOutdated } from '../../core/servers/isOutdated.ts';
import { logLaunches } from '../../core/servers/logLaunches.ts';
import { isReachable } from '../../core/servers/serverState.ts';
import { executeCommand, registerCommand } from '../../platform/vscode/commandRegistry.ts';
import { setContextKey } from '../../platform/vscode/contextKeys.ts';
import {
  type AddressTarget,
  type CommandId,
  Commands,
  type ProfileTarget,
} from '../../platform/vscode/contributions.ts';
import type { ErrorBoundary } from '../../platform/vscode/errorBoundary.ts';
import { requireLaunchable, requireTrust } from '../../platform/vscode/launchGuard.ts';
import { resolveLaunchTarget } from '../../platform/vscode/launchTarget.ts';
import { nothingThere } from '../../platform/vscode/nothingThere.ts';
import { type ProfilePickOptions, resolveProfile } from '../../platform/vscode/profilePicker.ts';
import { savedLaunchText } from '../../platform/vscode/savedLaunchText.ts';
import type { AddressCommand } from './addressCommands.ts';
import { openBrowserOnLaunch } from './browserOpener.ts';
import { showLaunchProgress } from './launchProgress.ts';
import type { ProfileRunnerOptions } from './profileRunner.ts';

export interface ServerRunnerFeature extends ProfileRunnerOptions {
  readonly errors: ErrorBoundary;
  readonly documents: ParsedDocuments;
  readonly log: Log;
}

const addressCommands: readonly AddressCommand[] = [
  Commands.copyAddress,
  Commands.copyExternalUrl,
  Commands.openInBrowser,
  Commands.openInSystemBrowser,
  Commands.openInIntegratedBrowser,
];

/** Runs, stops and restarts profiles, and leads to what they serve. */
export function registerServerRunner(feature: ServerRunnerFeature): Disposable {
  const { profiles, servers, errors } = feature;
  const store = new DisposableStore();
  const runner = new OnDemand(async () => {
    const module = await import(
      /* webpackMode: "lazy", webpackChunkName: "features" */ './profileRunner.ts'
    );
    return store.add(new module.ProfileRunner(feature));
  });
  const pick = new TargetPicker(profiles, servers);

  store.add(logLaunches(servers, feature.log));
  store.add(openBrowserOnLaunch(feature));
  const tellKeys = (): void => {
    const all = servers.all();
    setContextKey(
      'serverProfiles.hasActive',
      all.some(({ hasEnded }) => !hasEnded),
    );
    setContextKey('serverProfiles.hasLaunched', all.length > 0);
    const reachable = all.filter(({ state }) => isReachable(state));
    setContextKey('serverProfiles.hasReachable', reachable.length > 0);
    setContextKey(
      'serverProfiles.hasDebugged',
      reachable.some(({ mode }) => mode === 'debug'),
    );
  };
  store.add(servers.onDidChange(tellKeys));
  // The editor keeps the keys of an extension host that has ended.
  tellKeys();
  store.add(
    registerCommand(errors, Commands.run, async (target, options) => {
      requireTrust();
      const found = await pick.launchable(target, l10n.t('Run Without Debugging'));
      if (found) await (await runner.get()).run(found, options);
    }),
  );
  store.add(registerActiveCommands(errors, profiles, servers));
  store.add(
    registerCommand(errors, Commands.stop, async (target) => {
      const found = await pick.active(target, l10n.t('Stop'));
      if (found) await servers.controlOf(found.profile.id)?.stop();
    }),
  );
  store.add(
    registerCommand(errors, Commands.stopAll, async () => {
      const all = servers.all().map(async ({ profileId }) => servers.controlOf(profileId)?.stop());
      await Promise.all(all);
    }),
  );
  store.add(
    registerCommand(errors, Commands.restart, async (target) => {
      const found = await pick.restartable(target, l10n.t('Restart'));
      if (found) await restart(servers, found);
    }),
  );
  store.add(
    registerCommand(errors, Commands.showOutput, async (target) => {
      const found = await pick.launched(target, l10n.t('Show Output'));
      if (found) servers.showOutput(found.profile.id);
    }),
  );
  for (const id of addressCommands) {
    store.add(
      registerCommand(errors, id, async (target?: AddressTarget) => {
        const { runAddressCommand } = await import(
          /* webpackMode: "lazy", webpackChunkName: "features" */ './addressCommands.ts'
        );
        await runAddressCommand(id, target, feature);
      }),
    );
  }
  store.add(
    registerCommand(errors, Commands.applyFix, async (id, fix) => {
      const found = await pick.launched(id, '');
      if (!found) return;
      const { applyFix } = await import(
        /* webpackMode: "lazy", webpackChunkName: "features" */ './applyFix.ts'
      );
      await applyFix(feature, found, fix);
    }),
  );
  store.add(
    registerCommand(errors, Commands.trustCertificate, async () => {
      const { trustCertificate } = await import(
        /* webpackMode: "lazy", webpackChunkName: "features" */ './trustCertificate.ts'
      );
      await trustCertificate(feature.hostPath);
    }),
  );
  store.add(showLaunchProgress(servers, profiles));
  return store;
}

/** What the keys F5, Ctrl+F5, Shift+F5 and Ctrl+Shift+F5 stand for. */
function registerActiveCommands(
  errors: ErrorBoundary,
  profiles: ProfileStore,
  servers: ServerRegistry,
): Disposable {
  const store = new DisposableStore();
  const onActive = (
    id: CommandId & `${string}Active`,
    command:
      | typeof Commands.run
      | typeof Commands.debug
      | typeof Commands.stop
      | typeof Commands.restart,
  ): void => {
    store.add(
      registerCommand(errors, id, async () => {
        await profiles.whenLoaded();
        const active = profiles.active?.profile.id;
        const needsRunning = command === Commands.stop || command === Commands.restart;
        // What runs is what is meant; only when the active profile does not, the person is asked.
        const isMeant = active !== undefined && (!needsRunning || servers.isActive(active));
        await executeCommand(command, isMeant ? active : undefined);
      }),
    );
  };
  onActive(Commands.runActive, Commands.run);
  onActive(Commands.debugActive, Commands.debug);
  onActive(Commands.stopActive, Commands.stop);
  onActive(Commands.restartActive, Commands.restart);
  return store;
}

/** In place where the host can do that, else by a new launch like the one that runs. */
async function restart(servers: ServerRegistry, target: ProfileInProject): Promise<void> {
  const profileId = target.profile.id;
  const control = servers.controlOf(profileId);
  if (!control) return;
  // A host launches what it has read; what was edited since needs a new one.
  const isEdited = isOutdated(servers.get(profileId), await savedLaunchText(target));
  if (!isEdited && (await control.restart())) return;
  // Before it is stopped: what cannot be launched any more, as a profile that has gone from its file, goes on.
  requireLaunchable(target);
  await servers.launchAgain(profileId);
}

/** Finds out what a command is about: its argument, the only candidate, or what the person picks. */
class TargetPicker {
  readonly #profiles: ProfileStore;
  readonly #servers: ServerRegistry;

  constructor(profiles: ProfileStore, servers: ServerRegistry) {
    this.#profiles = profiles;
    this.#servers = servers;
  }

  async launchable(target: ProfileTarget, title: string): Promise<ProfileInProject | undefined> {
    return resolveLaunchTarget(this.#profiles, target, {
      title,
      candidates: () => this.#profiles.launchable(),
      servers: this.#servers,
      none: nothingThere('profile'),
    });
  }

  async active(target: ProfileTarget, title: string): Promise<ProfileInProject | undefined> {
    return resolveProfile(this.#profiles, target, this.#activeOnes(title));
  }

  /** One that runs, as it is to be launched anew. */
  async restartable(target: ProfileTarget, title: string): Promise<ProfileInProject | undefined> {
    return resolveLaunchTarget(this.#profiles, target, this.#activeOnes(title));
  }

  #activeOnes(title: string): ProfilePickOptions {
    const servers = this.#servers;
    const candidates = (): readonly ProfileInProject[] =>
      this.#profiles.all().filter(({ profile }) => servers.isActive(profile.id));
    return { title, candidates, servers, none: l10n.t('No profile is running.') };
  }

  /** A profile that was launched in this session, running or not. */
  async launched(target: ProfileTarget, title: string): Promise<ProfileInProject | undefined> {
    return resolveProfile(this.#profiles, target, {
      title,
      candidates: () => this.#profiles.all().filter(({ profile }) => this.#servers.get(profile.id)),
      servers: this.#servers,
      none: l10n.t('No profile was launched yet.'),
    });
  }
}
