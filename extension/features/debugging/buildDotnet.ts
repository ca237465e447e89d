import { basename } from 'node:path';

import { CancellationError, l10n } from 'vscode';

import type { FailureParams } from '../../../server-runtime/contracts/controlMessages.ts';
import { UserError, type UserErrorAction } from '../../core/base/userError.ts';
import type { ProfileInProject } from '../../core/profiles/profileStore.ts';
import type { ServerControl, ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { buildHostPlan, type HostPlan } from '../../platform/node/hostPlan.ts';
import { nodeRuntime } from '../../platform/node/hostProcess.ts';
import { executeCommand } from '../../platform/vscode/commandRegistry.ts';
import { Commands } from '../../platform/vscode/contributions.ts';
import type { OutputLog } from '../../platform/vscode/outputLog.ts';
import { withCancel } from '../../platform/vscode/progress.ts';
import { sayText } from '../../platform/vscode/sayText.ts';
import { readSetting } from '../../platform/vscode/settings.ts';

export interface BuildDotnetOptions {
  readonly servers: ServerRegistry;
  readonly log: OutputLog;
  readonly hostPath: string;
  readonly directory: string;
  readonly launchedText: string;
  readonly launchAgain: ServerControl['launchAgain'];
}

/**
 * Builds a .NET project for the debugger, which builds nothing itself; its launch is *starting* meanwhile. What a profile of
 * it runs.
 * @throws UserError when it does not build, CancellationError when the person would not wait.
 */
export async function buildDotnet(
  { project, profile }: ProfileInProject,
  { servers, log, hostPath, directory, launchedText, launchAgain }: BuildDotnetOptions,
): Promise<HostPlan> {
  const stopped = new AbortController();
  const stop = (): void => stopped.abort();
  const control: ServerControl = {
    stop: async () => {
      stop();
      await servers.whenEnded(profile.id);
    },
    kill: stop,
    restart: async () => false,
    showOutput: () => log.show(),
    launchAgain,
  };
  const launch = servers.begin(profile.id, 'debug', control, launchedText);
  let failure: FailureParams | undefined;
  try {
    const { signal } = stopped;
    const node = nodeRuntime(readSetting('nodePath'));
    const profileName = profile.name;
    const work = buildHostPlan({ node, hostPath, directory, profileName, sayText, signal });
    const plan = await withCancel(l10n.t('Building {0}…', project.name), work, stop);
    if (!('failure' in plan)) return plan;
    ({ failure } = plan);
  } catch (error) {
    throw stopped.signal.aborted ? new CancellationError() : error;
  } finally {
    if (stopped.signal.aborted) launch.report({ type: 'state', state: 'stopping' });
    launch.report({ type: 'ended', ...(failure && { failure }) });
  }
  for (const line of [failure.message, ...failure.output]) log.error(line);
  throw buildError(profile.id, failure, directory);
}

/** With the first error of the compiler; all of them are in the log, and in the tree. */
function buildError(
  id: string,
  { code, message, output, help, place }: FailureParams,
  directory: string,
): UserError {
  // The compiler ends its lines with the project file.
  const first = output[0]
    ?.replace(/ \[[^[\]]*\]$/, '')
    .replace(directory, '')
    .replace(/^[/\\]/, '');
  const open: UserErrorAction[] = place
    ? [
        {
          title: l10n.t('Open {0}', `${basename(place.file)}:${place.line}`),
          run: () => executeCommand(Commands.applyFix, id, { kind: 'openPlace', place }),
        },
      ]
    : [];
  const showLog = { title: l10n.t('Show Log'), run: () => executeCommand(Commands.showLog) };
  return new UserError(first === undefined ? message : `${message} ${first}`, {
    code,
    help,
    actions: [...open, showLog],
  });
}
