import type { LocalizableText } from '../../../server-runtime/contracts/localizableText.ts';
import type { LaunchDiagnostic, LaunchProfile } from '../../../server-runtime/launch/model.ts';
import type { ProjectKind } from '../../../server-runtime/launch/projectKind.ts';

/** A profile as the editor shows it. */
export interface ProjectProfile {
  /** Unique in the editor, stable between sessions: see {@link profileId}. */
  readonly id: string;
  readonly name: string;
  /** The server that it runs on, as `Kestrel`; the launch command when no server is involved. */
  readonly label: string;
  /** Why it does not run here; undefined when it does. */
  readonly unavailable: LocalizableText | undefined;
  /** What a launch goes by: see `launchText`. */
  readonly text: string;
  readonly settings: LaunchProfile;
}

/** A folder that profiles belong to. */
export interface Project {
  /** URI of the folder. */
  readonly id: string;
  readonly name: string;
  /** Path of the folder below its workspace folder, for people; empty for the workspace folder itself. */
  readonly location: string;
  /** The folder in the file system; undefined in a virtual workspace, where nothing runs. */
  readonly directory: string | undefined;
  readonly kind: ProjectKind;
  /** Names of the files and folders in it, when it was searched. */
  readonly names: readonly string[];
  /** URI of the settings file; undefined when there is none. */
  readonly settingsFile: string | undefined;
  /** In file order. */
  readonly profiles: readonly ProjectProfile[];
  readonly diagnostics: readonly LaunchDiagnostic[];
}

/** Identifies a profile by its project's URI (whose own `#` is escaped) and its name. */
export function profileId(projectId: string, profileName: string): string {
  return `${projectId}#${profileName}`;
}
