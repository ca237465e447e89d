import { browserUrlFor } from './browserUrl.ts';
import { effectiveCommandName } from './commandNames.ts';
import { createDiagnostic } from './createDiagnostic.ts';
import { expand } from './expansion.ts';
import { jsonPath } from './jsonPath.ts';
import type { LaunchPlan, LaunchPlanInput } from './launchPlanModel.ts';
import type { LaunchDiagnostic, LaunchSettings } from './model.ts';
import { planCommand } from './planCommand.ts';
import { planEnvironment } from './planEnvironment.ts';
import type { PlanParts } from './planParts.ts';
import { planUrls } from './planUrls.ts';
import { planWorkingDirectory } from './planWorkingDirectory.ts';
import { selectProfile } from './profileSelection.ts';
import { projectProperties } from './projectProperties.ts';
import { selfHostedServer, serverOf } from './serverForProfile.ts';

export type { LaunchPlan, LaunchPlanInput, LaunchProject, Origin } from './launchPlanModel.ts';

/** Works out what launching a project does. Never throws; what stands in the way is an error among the diagnostics. */
export function createLaunchPlan(input: LaunchPlanInput): LaunchPlan {
  const { project, platform } = input;
  const settings = input.noLaunchProfile ? undefined : input.settings;
  const selection = selectProfile(settings, {
    name: input.profileName,
    none: input.noLaunchProfile,
    projectKind: project.kind,
  });
  const profile = selection.profile;
  const diagnostics: LaunchDiagnostic[] = [...generalDiagnostics(settings)];
  if (selection.error) diagnostics.push(selection.error);
  else if (selection.warning) diagnostics.push(selection.warning);
  if (profile) diagnostics.push(...profile.diagnostics);

  const properties = { ...projectProperties(project, platform), ...input.properties };
  const expandIn = (property: string, text: string): string =>
    expand(text, {
      environment: input.environment,
      platform,
      properties,
      onUnknownProperty: (name) => {
        const path = profile ? jsonPath('profiles', profile.name, property) : '';
        const message = `$(${name}) is not known here: it expands to nothing.`;
        // applicationUrl is expanded twice, for the environment and for the addresses.
        if (diagnostics.some((entry) => entry.path === path && entry.message === message)) return;
        diagnostics.push(createDiagnostic('unknown-msbuild-property', message, { path }));
      },
    });
  const parts: PlanParts = { input, settings, profile, diagnostics, origins: {}, expandIn };
  const cwd = planWorkingDirectory(parts);
  const { command, args } = planCommand(parts, cwd);
  const env = planEnvironment(parts);
  const server = profile
    ? serverOf(profile, project.kind, args)
    : serverWithoutProfile(input, args);
  const urls = planUrls(parts, { args, env, server });
  const launchUrl = profile?.launchUrl && expandIn('launchUrl', profile.launchUrl);
  return {
    project: project.directory,
    kind: project.kind,
    profile: profile?.name ?? null,
    commandName: profile ? effectiveCommandName(profile) : null,
    server,
    command,
    args,
    cwd,
    env,
    urls,
    browser: {
      launch: profile?.launchBrowser ?? false,
      url: browserUrlFor({ launchUrl }, urls),
    },
    origins: parts.origins,
    diagnostics,
  };
}

/** Findings that are about no profile in particular: syntax, `profiles` itself. */
function generalDiagnostics(settings: LaunchSettings | undefined): LaunchDiagnostic[] {
  return (settings?.diagnostics ?? []).filter(
    (diagnostic) => diagnostic.path === '' || diagnostic.path === 'profiles',
  );
}

function serverWithoutProfile(input: LaunchPlanInput, args: readonly string[]) {
  const { kind } = input.project;
  return kind === 'executable' ? null : selfHostedServer(kind, args);
}
