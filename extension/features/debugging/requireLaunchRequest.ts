import { l10n } from 'vscode';

import { UserError } from '../../core/base/userError.ts';
import { openLaunchJson } from './openLaunchJson.ts';
import type { ProfileConfiguration } from './profileConfiguration.ts';

/**
 * Refuses an entry that asks for something else than a launch: to launch what a person wants to attach to would be wrong.
 * None is asked for where there is no entry.
 */
export function requireLaunchRequest({ name, request }: Partial<ProfileConfiguration>): void {
  if (!request || request === 'launch') return;
  throw new UserError(
    l10n.t(
      '"{0}" has "request": "{1}", but profiles can only be launched: write "launch". To attach to what runs, take an entry of its own debugger.',
      name ?? '',
      request,
    ),
    { code: 'request-not-launch', actions: [openLaunchJson()] },
  );
}
