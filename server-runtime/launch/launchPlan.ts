import { withAnyPort } from './anyPort.ts';
import { browserUrlFor } from './browserUrl.ts';
import { effectiveCommandName } from './commandNames.ts';
import { createExpander } from './createExpander.ts';
import { dialects } from './dialect.ts';
import type { LaunchPlan, LaunchPlanInput, Origin } from './launchPlanModel.ts';
import type { LaunchDiagnostic, LaunchSettings } from './model.ts';
import { planCommand } from './planCommand.ts';
import { planEnvironment } from './planEnvironment.ts';
import type { PlanParts } from './planParts.ts';
import { planUrls } from './planUrls.ts';
import { planWorkingDirectory } from './planWorkingDirectory.ts';
import { selectProfile } from './profileSelection.ts';
import { selfHostedServer, serverOf } from './serverForProfile.ts';

export type { LaunchPlan, LaunchPlanInput, LaunchProject, Origin } from './launchPlanModel.ts';

/** Works out what launching a project does. Never throws; what stands in the way is an error among the diagnostics. */
export function createLaunchPlan(input: LaunchPlanInput): LaunchPlan {
  const { project } = input;
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

  const dialect = dialects[input.dialect ?? 'server-profiles'];
  const expandIn = createExpander({ input, settings, profile, dialect, diagnostics });
  const origins: Record<string, Origin> = {};
  const parts: PlanParts = { input, settings, profile, dialect, diagnostics, origins, expandIn };
  const cwd = planWorkingDirectory(parts);
  const { command, args } = planCommand(parts, cwd);
  const env = planEnvironment(parts);
  const server = profile
    ? serverOf(profile, project.kind, args)
    : serverWithoutProfile(input, args);
  const urls = withAnyPort(parts, { args, env, server }, planUrls(parts, { args, env, server }));
  const launchUrl = profile?.launchUrl && expandIn(['launchUrl'], profile.launchUrl);
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
    origins,
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
