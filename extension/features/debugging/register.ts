import {
  debug,
  DebugAdapterInlineImplementation,
  type DebugConfigurationProvider,
  DebugConfigurationProviderTriggerKind,
  type DocumentSelector,
  l10n,
  languages,
  Uri,
  workspace,
  type WorkspaceFolder,
} from 'vscode';

import type { Clock } from '../../core/base/clock.ts';
import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { OnDemand } from '../../core/base/onDemand.ts';
import type { ProfileInProject, ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import type { ControlServer } from '../../platform/node/controlServer.ts';
import { executeCommand, registerCommand } from '../../platform/vscode/commandRegistry.ts';
import { Commands, debugType, type LaunchOptions } from '../../platform/vscode/contributions.ts';
import type { ErrorBoundary } from '../../platform/vscode/errorBoundary.ts';
import { requireLaunchable, requireTrust } from '../../platform/vscode/launchGuard.ts';
import { resolveLaunchTarget } from '../../platform/vscode/launchTarget.ts';
import { nothingThere } from '../../platform/vscode/nothingThere.ts';
import type { OutputLog } from '../../platform/vscode/outputLog.ts';
import { anyPortKey, configurationFor, launchAgainBy, profileKey } from './profileConfiguration.ts';

export interface DebuggingFeature {
  readonly profiles: ProfileStore;
  readonly servers: ServerRegistry;
  readonly errors: ErrorBoundary;
  readonly log: OutputLog;
  readonly controlServer: () => Promise<ControlServer>;
  readonly hostPath: string;
  readonly clock: Clock;
}

/** Where entries that launch something are written. */
const launchDocuments: DocumentSelector = [
  { pattern: '**/.vscode/launch.json' },
  { pattern: '**/*.code-workspace' },
];

/** Debug type `server-profile`: F5 and the Run and Debug view list the profiles, other debuggers do the work. */
export function registerDebugging(feature: DebuggingFeature): Disposable {
  const { profiles, servers, errors } = feature;
  const store = new DisposableStore();
  const configurations = new OnDemand(async () => {
    const module = await import(
      /* webpackMode: "lazy", webpackChunkName: "features" */ './configurationProvider.ts'
    );
    return store.add(new module.ProfileConfigurationProvider(feature));
  });
  // Every registration is asked to resolve, so only one of the two may be able to.
  const listing = {
    // Asked once per folder and once for no folder, which would list everything twice.
    provideDebugConfigurations: async (folder?: WorkspaceFolder) =>
      folder ? (await configurations.get()).provideDebugConfigurations(folder) : [],
  };
  const resolving: DebugConfigurationProvider = {
    provideDebugConfigurations: async (folder) =>
      (await configurations.get()).provideDebugConfigurations(folder),
    resolveDebugConfiguration: async (folder, configuration) =>
      (await configurations.get()).resolveDebugConfiguration(folder, configuration),
    resolveDebugConfigurationWithSubstitutedVariables: async (folder, configuration) =>
      (await configurations.get()).resolveDebugConfigurationWithSubstitutedVariables(
        folder,
        configuration,
      ),
  };
  const { Dynamic } = DebugConfigurationProviderTriggerKind;
  store.add(debug.registerDebugConfigurationProvider(debugType, resolving));
  store.add(debug.registerDebugConfigurationProvider(debugType, listing, Dynamic));
  store.add(
    debug.registerDebugAdapterDescriptorFactory(debugType, {
      // Only sessions without a debugger keep this type.
      createDebugAdapterDescriptor: async ({ configuration, workspaceFolder }) => {
        const { RunSessionAdapter } = await import(
          /* webpackMode: "lazy", webpackChunkName: "features" */ './runSessionAdapter.ts'
        );
        const profileId = String(configuration[profileKey]);
        const env = configuration['env'] as LaunchOptions['env'];
        const run = (): Promise<void> =>
          executeCommand(Commands.run, profileId, {
            ...(env && { env }),
            anyPort: configuration[anyPortKey] === true,
            launchAgain: launchAgainBy(workspaceFolder, configuration),
          });
        return new DebugAdapterInlineImplementation(new RunSessionAdapter(profileId, servers, run));
      },
    }),
  );
  store.add(
    languages.registerCompletionItemProvider(
      launchDocuments,
      {
        provideCompletionItems: async (document, at) => {
          const { LaunchCompletion } = await import(
            /* webpackMode: "lazy", webpackChunkName: "features" */ './launchCompletion.ts'
          );
          return new LaunchCompletion(profiles).provideCompletionItems(document, at);
        },
      },
      '"',
    ),
  );
  store.add(
    registerCommand(errors, Commands.debug, async (target, options) => {
      requireTrust();
      const found = await resolveLaunchTarget(profiles, target, {
        title: l10n.t('Debug'),
        candidates: () => profiles.launchable(),
        servers,
        none: nothingThere('profile'),
      });
      if (found) await startDebugging(found, profiles.titleOf(found), options);
    }),
  );
  return store;
}

/** What keeps it from starting was said by who knows: by resolving the configuration, or by the editor. */
async function startDebugging(
  target: ProfileInProject,
  title: string,
  options: LaunchOptions = {},
): Promise<void> {
  requireLaunchable(target);
  const folder = workspace.getWorkspaceFolder(Uri.parse(target.project.id));
  const configuration = {
    ...configurationFor(target, title),
    ...(options.anyPort === true && { [anyPortKey]: true }),
  };
  await debug.startDebugging(folder, configuration);
}
