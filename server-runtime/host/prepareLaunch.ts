import path from 'node:path';
import { inEnglish, type LocalizableText, localizableText } from '../contracts/localizableText.ts';
import { createLaunchPlan } from '../launch/launchPlan.ts';
import type { LaunchPlan, LaunchProject } from '../launch/launchPlanModel.ts';
import type { LaunchDiagnostic, LaunchSettings } from '../launch/model.ts';
import { parseLaunchSettings } from '../launch/parse.ts';
import { type Platform, platformOf } from '../launch/platform.ts';
import { requiredProperties } from '../launch/requiredProperties.ts';
import { LaunchFailure } from './launchFailure.ts';
import type { ParsedArguments } from './parseArguments.ts';
import { type Project, openProject } from './project.ts';
import { UsageError } from './usageError.ts';

/** What the command line asks to launch. */
export interface LaunchRequest {
  project: Project;
  profileName?: string;
  noLaunchProfile: boolean;
  extraEnvironment: readonly (readonly [name: string, value: string])[];
  appArguments: readonly string[];
  anyPort: boolean;
}

/** Reads the options that `run` and `plan` share. Throws UsageError when they contradict each other. */
export function readLaunchRequest(args: ParsedArguments): LaunchRequest {
  const profileName = args.value('--launch-profile');
  if (args.has('--launch-profile') && args.has('--no-launch-profile')) {
    throw new UsageError('use either --launch-profile or --no-launch-profile, not both');
  }
  const extraEnvironment = args.values('--environment').map(readEnvironmentOption);
  return {
    project: openProject(args.value('--project') ?? '.'),
    // As for `dotnet run`, an empty name is none.
    ...(profileName && { profileName }),
    noLaunchProfile: args.has('--no-launch-profile'),
    extraEnvironment,
    appArguments: args.appArguments,
    anyPort: args.has('--any-port'),
  };
}

/** Reads the project's launch settings; undefined when it has none. */
export function readSettings(project: Project): LaunchSettings | undefined {
  return project.settings && parseLaunchSettings(project.settings.text);
}

/** A project folder in the terms of launch plans. */
export function launchProjectOf({ directory, content }: Project): LaunchProject {
  const { kind, projectFile, entry } = content;
  return {
    directory,
    kind,
    name: projectFile ? path.parse(projectFile).name : path.basename(directory),
    ...(projectFile !== undefined && { projectFile }),
    ...(entry !== undefined && { entry }),
  };
}

/** Works out what a launch does. MSBuild properties are known once a .NET project was built. */
export function planLaunch(
  { project, profileName, noLaunchProfile, extraEnvironment, appArguments, anyPort }: LaunchRequest,
  properties?: Readonly<Record<string, string>>,
): LaunchPlan {
  return createLaunchPlan({
    project: launchProjectOf(project),
    settings: readSettings(project),
    settingsFile: project.settings?.file,
    ...(profileName !== undefined && { profileName }),
    noLaunchProfile,
    environment: process.env,
    extraEnvironment,
    appArgs: appArguments,
    anyPort,
    platform: currentPlatform(),
    ...(properties && { properties }),
  });
}

/** The MSBuild properties that the profile of a plan refers to. */
export function referencedProperties({ project }: LaunchRequest, plan: LaunchPlan): string[] {
  const profile = readSettings(project)?.profiles.find(({ name }) => name === plan.profile);
  return profile ? requiredProperties(profile, process.env, currentPlatform()) : [];
}

/** The failure that the plan's first error means; undefined when the plan can be carried out. */
export function planFailure(plan: LaunchPlan, project: Project): LaunchFailure | undefined {
  const error = plan.diagnostics.find(({ severity }) => severity === 'error');
  if (!error) return undefined;
  if (error.code === 'no-launch-settings') {
    const places = project.settingsCandidates.map((file) => path.relative(project.directory, file));
    return new LaunchFailure(error.code, error.text, { help: [lookedFor(places, project)] });
  }
  if (isAboutFile(error)) {
    return new LaunchFailure('settings-broken', placed(error, project), {
      help: [localizableText('Correct the file; nothing in it was changed.')],
      ...(project.settings && {
        place: {
          file: project.settings.file,
          ...(error.line !== undefined && { line: error.line }),
          ...(error.column !== undefined && { column: error.column }),
        },
      }),
    });
  }
  return new LaunchFailure(error.code, placed(error, project));
}

function lookedFor(places: readonly string[], { directory }: Project): LocalizableText {
  const [first = '', second] = places;
  return second === undefined
    ? localizableText('Looked for {0} in {1}.', first, directory)
    : localizableText('Looked for {0} and {1} in {2}.', first, second, directory);
}

/** `Properties/launchSettings.json:4:12: message`, or just the message when it has no place in the file. */
export function locateDiagnostic(diagnostic: LaunchDiagnostic, project: Project): string {
  return inEnglish(placed(diagnostic, project));
}

function placed({ line, column, text }: LaunchDiagnostic, project: Project): LocalizableText {
  if (line === undefined || !project.settings) return text;
  const file = path.relative(project.directory, project.settings.file);
  return localizableText('{0}: {1}', `${file}:${line}:${column ?? 1}`, text);
}

function isAboutFile({ code }: LaunchDiagnostic): boolean {
  return ['invalid-json', 'too-deep', 'not-an-object'].includes(code);
}

function readEnvironmentOption(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new UsageError(`-e needs NAME=VALUE, not '${text}'`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

/** The rules of this operating system. */
export function currentPlatform(): Platform {
  return platformOf(process.platform);
}
