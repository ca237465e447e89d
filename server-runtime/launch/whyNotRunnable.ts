import { effectiveCommandName, foreignCommandReason } from './commandNames.ts';
import { localizableText, type LocalizableText } from '../contracts/localizableText.ts';
import type { LaunchProfile } from './model.ts';
import type { ProjectKind } from './projectKind.ts';
import { unknownCommandText } from './unknownCommandText.ts';

/** Why a profile does not run in a project of this kind, as a sentence for a person; undefined when it does. */
export function whyNotRunnable(
  profile: LaunchProfile,
  projectKind: ProjectKind,
): LocalizableText | undefined {
  const error = profile.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  return commandReason(profile, projectKind) ?? error?.text ?? executableReason(profile);
}

/** Why the launch command itself does not run in a project of this kind; undefined when it does. */
export function commandReason(
  profile: LaunchProfile,
  projectKind: ProjectKind,
): LocalizableText | undefined {
  const command = effectiveCommandName(profile);
  switch (command) {
    case 'Executable':
      return undefined;
    case 'Project':
    case 'IISExpress':
    case 'IIS':
      return projectKind === 'executable'
        ? localizableText(
            'there is no app here: no startup.*, program.*, wwwroot or .NET project file.',
          )
        : undefined;
    case '':
      return localizableText('it has no commandName.');
    default:
      return foreignCommandReason(command) ?? unknownCommandText(command);
  }
}

function executableReason(profile: LaunchProfile): LocalizableText | undefined {
  const needsPath = effectiveCommandName(profile) === 'Executable';
  return needsPath && !profile.executablePath?.trim()
    ? localizableText('it has no executablePath.')
    : undefined;
}
