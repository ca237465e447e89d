import { commands, env, l10n, Position, Selection, Uri, window, workspace } from 'vscode';

import { effectiveCommandName } from '../../../server-runtime/launch/commandNames.ts';
import type { TextRange } from '../../../server-runtime/launch/model.ts';
import { isProxied } from '../../../server-runtime/launch/serverForProfile.ts';
import { UserError } from '../../core/base/userError.ts';
import type { ParsedDocuments } from '../../core/documents/parsedDocuments.ts';
import type { ProfileInProject } from '../../core/profiles/profileStore.ts';
import type { FailureFix, FailureProperty } from '../../core/servers/failureFixes.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import { executeCommand } from '../../platform/vscode/commandRegistry.ts';
import { Commands } from '../../platform/vscode/contributions.ts';
import { trustCertificate } from './trustCertificate.ts';

const dotnetPage = 'https://dotnet.microsoft.com/download';

/** Does what a fixing action of a failure says. */
export async function applyFix(
  { servers, documents }: { servers: ServerRegistry; documents: ParsedDocuments },
  target: ProfileInProject,
  fix: FailureFix,
): Promise<void> {
  const { id } = target.profile;
  switch (fix.kind) {
    case 'tryAgain':
      return servers.launchAgain(id);
    case 'anyPort':
      return servers.launchAgain(id, { anyPort: true });
    case 'stopOwner':
      await servers.end(fix.owner);
      return servers.launchAgain(id);
    case 'openPlace': {
      const { file, line = 1, column = 1 } = fix.place;
      const at = new Position(Math.max(0, line - 1), Math.max(0, column - 1));
      await window.showTextDocument(Uri.file(file), { selection: new Selection(at, at) });
      return;
    }
    case 'openProperty':
      return openProperty(documents, target, fix.property);
    case 'nodeSetting':
      await commands.executeCommand('workbench.action.openSettings', 'serverProfiles.nodePath');
      return;
    case 'trustCertificate':
      return executeCommand(Commands.trustCertificate);
    case 'trustDotnetCertificate':
      return trustCertificate();
    case 'installDotnet':
      await env.openExternal(Uri.parse(dotnetPage));
      return;
    case 'showOutput':
      return executeCommand(Commands.showOutput, id);
  }
}

/** Opens the settings file at a property, or at the profile that does not have it. */
async function openProperty(
  documents: ParsedDocuments,
  { project, profile }: ProfileInProject,
  property: FailureProperty,
): Promise<void> {
  if (project.settingsFile === undefined) {
    throw new UserError(l10n.t('There is no launchSettings.json to open.'), {
      code: 'no-settings',
    });
  }
  const document = await workspace.openTextDocument(Uri.parse(project.settingsFile));
  const { settings } = documents.parsed(document);
  const written = settings.profiles.findLast(({ name }) => name === profile.name);
  const own = written?.properties.find(({ knownAs }) => knownAs === property)?.valueRange;
  const site = settings.iisSettings?.iisExpress?.applicationUrlRange;
  const command = effectiveCommandName(profile.settings);
  const isOfSite =
    property === 'applicationUrl' && command !== 'Project' && !isProxied(profile.settings);
  const range: TextRange = (isOfSite && site) || own || (written?.nameRange ?? nowhere);
  await executeCommand(Commands.revealProblem, project.settingsFile, range.offset, range.length);
}

const nowhere: TextRange = { offset: 0, length: 0 };
