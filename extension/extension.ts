import { type ExtensionContext, l10n, window } from 'vscode';

import { DisposableStore } from './core/base/disposable.ts';
import { registerDebugTab } from './features/debugTab/register.ts';
import { registerDebugging } from './features/debugging/register.ts';
import { registerEditing } from './features/editing/register.ts';
import { registerProfiles } from './features/profiles/register.ts';
import { registerServerRunner } from './features/serverRunner/register.ts';
import { registerServersView } from './features/serversView/register.ts';
import { registerStatusBar } from './features/statusBar/register.ts';
import { registerCommand } from './platform/vscode/commandRegistry.ts';
import { Commands } from './platform/vscode/contributions.ts';
import { createServices, type Services } from './services.ts';
import { createTestApi, type TestApi } from './testApi.ts';

let running: { readonly services: Services; readonly slices: DisposableStore } | undefined;

/** Starts the extension; what goes wrong is shown, for the editor keeps silent about it. */
export function activate(context: ExtensionContext): TestApi {
  try {
    const services = createServices(context);
    const slices = new DisposableStore();
    running = { services, slices };
    slices.add(registerCommand(services.errors, Commands.showLog, () => services.log.show()));
    slices.add(registerServerRunner(services));
    slices.add(registerDebugging(services));
    const { tree } = slices.add(registerServersView(services));
    slices.add(registerStatusBar(services));
    slices.add(registerDebugTab(services));
    slices.add(registerEditing(services));
    slices.add(registerProfiles(services));
    return createTestApi(services, tree);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(l10n.t('Server Profiles could not start: {0}', message));
    throw error;
  }
}

/** Ends the extension: the control channel closes, and with it every host that was launched stops. */
export async function deactivate(): Promise<void> {
  const { services, slices } = running ?? {};
  running = undefined;
  slices?.dispose();
  await services?.dispose();
}
