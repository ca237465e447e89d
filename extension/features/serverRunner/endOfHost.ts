import { l10n } from 'vscode';

import type { FailureParams } from '../../../server-runtime/contracts/controlMessages.ts';
import type { HostEnd } from '../../platform/node/hostProcess.ts';

/** Why a host that nobody asked to stop is gone; undefined when it ended well. */
export function failureOfEnd(
  profileName: string,
  nodePath: string,
  { exitCode, signal, error, output }: HostEnd,
): FailureParams | undefined {
  if (error) {
    return {
      code: 'node-not-started',
      message: l10n.t(
        'Node could not be started: {0} ({1}).',
        nodePath,
        error.code ?? error.message,
      ),
      output,
      help: [l10n.t('Check the setting "serverProfiles.nodePath" and the project folder.')],
    };
  }
  if (exitCode === 0) return undefined;
  return {
    code: 'host-ended',
    message: signal
      ? l10n.t('{0} was ended by {1}.', profileName, signal)
      : l10n.t('{0} ended with exit code {1}.', profileName, exitCode ?? '?'),
    output,
    help: [],
  };
}

/** The last line in the terminal. */
export function lineOfEnd(profileName: string, { exitCode, signal, error }: HostEnd): string {
  if (error) return l10n.t('{0} could not be started: {1}', profileName, error.message);
  if (signal) return l10n.t('{0} was ended by {1}.', profileName, signal);
  return l10n.t('{0} has ended with exit code {1}.', profileName, exitCode ?? '?');
}
