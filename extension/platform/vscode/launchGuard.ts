import { commands, l10n, workspace } from 'vscode';

import { UserError } from '../../core/base/userError.ts';
import type { ProfileInProject } from '../../core/profiles/profileStore.ts';
import { sayText } from './sayText.ts';
import { shownName } from './shownName.ts';

/** The editor's command that shows what is trusted, and lets a person change it. */
export const manageTrust = 'workbench.trust.manage';

/** Throws in Restricted Mode: profiles run code of the workspace. */
export function requireTrust(): void {
  if (workspace.isTrusted) return;
  throw new UserError(
    l10n.t('Profiles run code of this folder. Trust the workspace to launch them.'),
    {
      code: 'untrusted',
      actions: [
        {
          title: l10n.t('Manage Workspace Trust'),
          run: () => commands.executeCommand(manageTrust),
        },
      ],
    },
  );
}

/** The folder that a profile is launched in; throws what keeps it from being launched. */
export function requireLaunchable({ project, profile }: ProfileInProject): string {
  requireTrust();
  if (profile.unavailable !== undefined) {
    throw new UserError(
      l10n.t(
        'The profile "{0}" cannot run here: {1}',
        shownName(profile.name),
        sayText(profile.unavailable),
      ),
      { code: 'profile-not-runnable' },
    );
  }
  if (project.directory === undefined) {
    throw new UserError(
      l10n.t('Profiles run on files of a computer; this workspace is a virtual one.'),
      { code: 'virtual-workspace' },
    );
  }
  return project.directory;
}
