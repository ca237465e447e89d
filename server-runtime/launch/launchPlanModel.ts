import type { DialectId } from './dialect.ts';
import type { LaunchDiagnostic, LaunchSettings } from './model.ts';
import type { Environment, Platform } from './platform.ts';
import type { ProjectKind } from './projectKind.ts';
import type { ServerName } from './serverForProfile.ts';

/** The project of a launch. */
export interface LaunchProject {
  /** Absolute. */
  readonly directory: string;
  readonly kind: ProjectKind;
  /** For people; also `$(MSBuildProjectName)` where MSBuild was not asked. */
  readonly name: string;
  /** The .NET project file, absolute or relative to {@link directory}. */
  readonly projectFile?: string;
  /** Host project: the module to load. .NET project: the built program or `.dll`, when it is known. */
  readonly entry?: string;
}

/** Everything that decides what a launch does. */
export interface LaunchPlanInput {
  readonly project: LaunchProject;
  /** Undefined when there is no file. */
  readonly settings: LaunchSettings | undefined;
  /** Absolute path of the file. */
  readonly settingsFile: string | undefined;
  readonly profileName?: string;
  readonly noLaunchProfile?: boolean;
  /** Of the launching process. */
  readonly environment: Environment;
  /** `-e NAME=VALUE`, in order. */
  readonly extraEnvironment: readonly (readonly [name: string, value: string])[];
  /** What follows `--`. Replaces the profile's arguments when there is any. */
  readonly appArgs: readonly string[];
  readonly platform: Platform;
  /** Take ports that the OS chooses instead of the addresses' own. */
  readonly anyPort?: boolean;
  /** MSBuild properties, for `$(Name)` and for how a .NET project runs (`RunCommand`, `RunArguments`, `RunWorkingDirectory`). */
  readonly properties?: Readonly<Record<string, string>>;
  /** Whose rules to follow, to show how another tool would apply the profile. Default `server-profiles`. */
  readonly dialect?: DialectId;
}

/** Where a value of the plan comes from. */
export type Origin =
  | 'profile'
  | 'applicationUrl'
  | 'iisSettings'
  | 'command line'
  | 'environment'
  | 'project'
  | 'default';

/** What a launch does: the shape of `plan --json`, fixed by the project's contract. */
export interface LaunchPlan {
  /** Folder of the project. */
  readonly project: string;
  readonly kind: ProjectKind;
  /** Name in the file; null when no profile is applied. */
  readonly profile: string | null;
  readonly commandName: string | null;
  readonly server: ServerName | null;
  /** Program, as a path or a name to look up on PATH. */
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** What is set on top of the launching process's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Addresses that are expected to listen; empty when only the program knows. */
  readonly urls: readonly string[];
  readonly browser: { readonly launch: boolean; readonly url: string | null };
  /** By `env.NAME`, `args`, `command`, `cwd`, `urls`. */
  readonly origins: Readonly<Record<string, Origin>>;
  /** An error means that `run` must not start it. */
  readonly diagnostics: readonly LaunchDiagnostic[];
}
