import { effectiveCommandName } from '../../../server-runtime/launch/commandNames.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { type ProjectKind, projectContentOf } from '../../../server-runtime/launch/projectKind.ts';
import { serverOf } from '../../../server-runtime/launch/serverForProfile.ts';
import type { LocalizableText } from '../../../server-runtime/contracts/localizableText.ts';
import type { LaunchProfile } from '../../../server-runtime/launch/model.ts';
import { findingsIn } from '../documents/findings.ts';
import { profileId, type Project, type ProjectProfile } from './project.ts';
import { launchText } from './launchText.ts';
import { whyNotLaunchable } from './whyNotLaunchable.ts';

/** What was found in a folder. */
export interface ProjectSource {
  /** URI of the folder. */
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly directory: string | undefined;
  /** Why nothing of it runs here, whatever its profiles say. */
  readonly unavailable?: LocalizableText | undefined;
  /** Names of the files and folders in it. */
  readonly names: readonly string[];
  /** URI and text of the settings file. */
  readonly settings: { readonly uri: string; readonly text: string } | undefined;
}

/** Reads a project. Never throws: what is wrong is in its diagnostics. */
export function readProject(source: ProjectSource): Project {
  const { id, name, location, directory, unavailable, names, settings } = source;
  const { kind } = projectContentOf(names);
  const base = { id, name, location, directory, kind, names, settingsFile: settings?.uri };
  if (!settings) return { ...base, profiles: [], diagnostics: [] };
  const parsed = parseLaunchSettings(settings.text);
  const { profiles } = parsed;
  const seen = new Set<string>();
  return {
    ...base,
    // Two nodes of the tree cannot share an id: of two profiles with one name, the last stands for both.
    profiles: profiles
      .toReversed()
      .filter((profile) => !seen.has(profile.name) && seen.add(profile.name))
      .toReversed()
      .map((profile) => {
        const found = toProjectProfile(
          profile,
          id,
          kind,
          launchText(settings.text, parsed, profile),
        );
        return unavailable ? { ...found, unavailable } : found;
      }),
    diagnostics: findingsIn(parsed, kind),
  };
}

function toProjectProfile(
  settings: LaunchProfile,
  projectId: string,
  kind: ProjectKind,
  text: string,
): ProjectProfile {
  return {
    id: profileId(projectId, settings.name),
    name: settings.name,
    label: labelOf(settings, kind),
    unavailable: whyNotLaunchable(settings, kind),
    text,
    settings,
  };
}

/** The server's name as people write it, else the launch command. */
function labelOf(settings: LaunchProfile, kind: ProjectKind): string {
  const server = serverOf(settings, kind);
  if (server === 'IISExpress') return 'IIS Express';
  if (server !== null && kind === 'host') return server;
  const command = effectiveCommandName(settings);
  return command === 'Project' && kind === 'dotnet' ? '.NET' : command;
}
