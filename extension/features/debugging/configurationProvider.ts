import {
  debug,
  type DebugConfiguration,
  type DebugConfigurationProvider,
  Uri,
  type WorkspaceFolder,
} from 'vscode';

import type { Disposable } from '../../core/base/disposable.ts';
import type { ProfileInProject, ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerControl } from '../../core/servers/serverRegistry.ts';
import { nodeRuntime } from '../../platform/node/hostProcess.ts';
import { debugType } from '../../platform/vscode/contributions.ts';
import type { ErrorBoundary } from '../../platform/vscode/errorBoundary.ts';
import { requireLaunchable } from '../../platform/vscode/launchGuard.ts';
import type { OutputLog } from '../../platform/vscode/outputLog.ts';
import { readSetting } from '../../platform/vscode/settings.ts';
import { savedLaunchText } from '../../platform/vscode/savedLaunchText.ts';
import { saveBelow } from '../../platform/vscode/workspaceFiles.ts';
import { buildDotnet } from './buildDotnet.ts';
import { DebugLaunches, type DebugLaunchesOptions } from './debugLaunches.ts';
import { dotnetConfiguration, requireDotnetDebugger } from './dotnetConfiguration.ts';
import { findTarget, hasVariables } from './findTarget.ts';
import { launchKey, nodeConfiguration } from './nodeConfiguration.ts';
import { anyPortKey, configurationFor, launchAgainBy, profileKey } from './profileConfiguration.ts';
import { requireLaunchRequest } from './requireLaunchRequest.ts';

export interface ConfigurationProviderOptions extends DebugLaunchesOptions {
  readonly profiles: ProfileStore;
  readonly errors: ErrorBoundary;
  readonly log: OutputLog;
  readonly hostPath: string;
}

/** Property of an entry whose variables have their values. */
const substitutedKey = '__serverProfilesSubstituted';

/** Lists the profiles as debug configurations, and turns one into the configuration of the debugger that does the work. */
export class ProfileConfigurationProvider implements DebugConfigurationProvider, Disposable {
  readonly #options: ConfigurationProviderOptions;
  readonly #launches: DebugLaunches;

  constructor(options: ConfigurationProviderOptions) {
    this.#options = options;
    this.#launches = new DebugLaunches(options);
  }

  dispose(): void {
    this.#launches.dispose();
  }

  async provideDebugConfigurations(folder?: WorkspaceFolder): Promise<DebugConfiguration[]> {
    const { profiles } = this.#options;
    await profiles.whenLoaded();
    const root = folder?.uri.toString();
    return profiles
      .launchable()
      .filter(({ project }) => root === undefined || `${project.id}/`.startsWith(`${root}/`))
      .map((found) => configurationFor(found, profiles.titleOf(found)));
  }

  /** Undefined, after a message, when the launch cannot go on. */
  async resolveDebugConfiguration(
    folder: WorkspaceFolder | undefined,
    configuration: DebugConfiguration,
  ): Promise<DebugConfiguration | undefined> {
    const { profiles, errors } = this.#options;
    const { [substitutedKey]: isSubstituted, ...entry } = configuration;
    const waits = isSubstituted === undefined && hasVariables(configuration);
    return errors.run(async () => {
      requireLaunchRequest(configuration);
      if (waits) return { ...configuration, [substitutedKey]: false };
      await profiles.whenLoaded();
      const target = findTarget(profiles, folder, entry);
      const name = configuration.name || target.profile.name;
      const named = {
        ...entry,
        ...{ name, type: debugType, request: 'launch' },
        // Launched again, it means the same profile, whichever is the active one then.
        ...{ project: requireLaunchable(target), profile: target.profile.name },
      };
      if (configuration['noDebug'] === true) return { ...named, [profileKey]: target.profile.id };
      return this.#underDebugger(target, named, launchAgainBy(folder, named));
    });
  }

  /**
   * The editor lets nobody change the type of an entry once its variables have their values, and asks for values that a
   * person gives only then. So an entry that waited for them is launched anew.
   */
  resolveDebugConfigurationWithSubstitutedVariables(
    folder: WorkspaceFolder | undefined,
    configuration: DebugConfiguration,
  ): DebugConfiguration | undefined {
    if (configuration[substitutedKey] !== false) return configuration;
    void debug.startDebugging(folder, { ...configuration, [substitutedKey]: true });
    return undefined;
  }

  /** Undefined when it is on its way already, and the editor's tasks for it run. */
  async #underDebugger(
    target: ProfileInProject,
    configuration: DebugConfiguration,
    launchAgain: ServerControl['launchAgain'],
  ): Promise<DebugConfiguration | undefined> {
    const { log, hostPath } = this.#options;
    const { project, profile } = target;
    const directory = requireLaunchable(target);
    if (this.#launches.isPreparing(profile.id)) return undefined;
    const isDotnet = project.kind === 'dotnet';
    if (isDotnet) requireDotnetDebugger(profile);
    // An entry of launch.json may come from anywhere, and before it debugs the editor saves only what one group shows.
    await saveBelow(Uri.parse(project.id));
    const launchedText = await savedLaunchText(target);

    const launch = await this.#launches.begin(profile.id, { launchedText, launchAgain });
    const { key, env } = launch;
    if (isDotnet) {
      const plan = await buildDotnet(target, { launch, log, hostPath, directory });
      launch.awaitSession(plan.urls);
      return { ...dotnetConfiguration(configuration, plan), [launchKey]: key };
    }
    launch.awaitSession();
    const node = nodeRuntime(readSetting('nodePath'));
    const profileName = profile.name;
    const { [anyPortKey]: anyPort, ...own } = configuration;
    return nodeConfiguration({
      ...{ configuration: own, anyPort: anyPort === true },
      ...{ key, directory, profileName, hostPath, node, env },
    });
  }
}
