import { basename } from 'node:path';

import { CancellationError, l10n } from 'vscode';

import type { FailureParams } from '../../../server-runtime/contracts/controlMessages.ts';
import { UserError, type UserErrorAction } from '../../core/base/userError.ts';
import type { ProfileInProject } from '../../core/profiles/profileStore.ts';
import { buildHostPlan, type HostPlan } from '../../platform/node/hostPlan.ts';
import { nodeRuntime } from '../../platform/node/hostProcess.ts';
import { executeCommand } from '../../platform/vscode/commandRegistry.ts';
import { Commands } from '../../platform/vscode/contributions.ts';
import type { OutputLog } from '../../platform/vscode/outputLog.ts';
import { withCancel } from '../../platform/vscode/progress.ts';
import { sayText } from '../../platform/vscode/sayText.ts';
import { readSetting } from '../../platform/vscode/settings.ts';
import type { DebugLaunch } from './debugLaunch.ts';

export interface BuildDotnetOptions {
  /** What it is built for: *starting* meanwhile, and over when it does not build. */
  readonly launch: DebugLaunch;
  readonly log: OutputLog;
  readonly hostPath: string;
  readonly directory: string;
}

/**
 * Builds a .NET project for the debugger, which builds nothing itself. What a profile of it runs.
 * @throws UserError when it does not build, CancellationError when the person would not wait.
 */
export async function buildDotnet(
  { project, profile }: ProfileInProject,
  { launch, log, hostPath, directory }: BuildDotnetOptions,
): Promise<HostPlan> {
  const { signal } = launch;
  let failure: FailureParams;
  try {
    const node = nodeRuntime(readSetting('nodePath'));
    const profileName = profile.name;
    const work = buildHostPlan({ node, hostPath, directory, profileName, sayText, signal });
    const title = l10n.t('Building {0}…', project.name);
    const plan = await withCancel(title, work, () => launch.giveUp());
    if (!('failure' in plan)) return plan;
    ({ failure } = plan);
  } catch (error) {
    launch.end();
    throw signal.aborted ? new CancellationError() : error;
  }
  launch.end(failure);
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
