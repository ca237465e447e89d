import type { LaunchDiagnostic } from '../../launch/model.ts';
import { isRunnable, selectProfile } from '../../launch/profileSelection.ts';
import { planLaunch, locateDiagnostic, readSettings } from '../prepareLaunch.ts';
import type { HostCommand } from '../hostCommand.ts';
import { projectOption } from '../launchOptions.ts';
import { type Project, openProject } from '../project.ts';

/** One profile of `list --json`. */
interface ListedProfile {
  name: string;
  commandName: string | null;
  server: string | null;
  urls: readonly string[];
  runnable: boolean;
  reason: string | null;
}

/** `list`: prints the profiles of a project in file order. */
export const listCommand: HostCommand = {
  name: 'list',
  summary: 'List the launch profiles of a project',
  options: [projectOption, { name: '--json', help: 'Print the list as JSON' }],
  async run(args) {
    const project = openProject(args.value('--project') ?? '.');
    const listing = listProfiles(project);
    const text = args.has('--json')
      ? JSON.stringify(listing, undefined, 2)
      : describeListing(listing, project);
    process.stdout.write(`${text}\n`);
    return listing.diagnostics.some(({ code }) => code === 'invalid-json') ? 1 : 0;
  },
};

function listProfiles(project: Project): {
  file: string | null;
  activeProfile: string | null;
  profiles: ListedProfile[];
  diagnostics: readonly LaunchDiagnostic[];
} {
  const settings = readSettings(project);
  const { kind } = project.content;
  const active = selectProfile(settings, { projectKind: kind }).profile;
  const profiles = (settings?.profiles ?? []).map((profile): ListedProfile => {
    const plan = planLaunch({
      project,
      profileName: profile.name,
      noLaunchProfile: false,
      extraEnvironment: [],
      appArguments: [],
    });
    const { runnable, reason } = isRunnable(profile, kind);
    // Two profiles of one name cannot be told apart by it, so neither can be launched.
    const ambiguity = plan.diagnostics.find(({ code }) => code === 'ambiguous-profile');
    return {
      name: profile.name,
      commandName: profile.commandName || null,
      server: plan.profile === null ? null : plan.server,
      urls: plan.profile === null ? [] : plan.urls,
      runnable: runnable && !ambiguity,
      reason: reason ?? ambiguity?.message ?? null,
    };
  });
  return {
    file: project.settings?.file ?? null,
    activeProfile: active?.name ?? null,
    profiles,
    diagnostics: settings?.diagnostics ?? [],
  };
}

function describeListing(
  { file, activeProfile, profiles, diagnostics }: ReturnType<typeof listProfiles>,
  project: Project,
): string {
  const findings = diagnostics.map(
    (diagnostic) => `${diagnostic.severity}: ${locateDiagnostic(diagnostic, project)}`,
  );
  if (file === null) return `There are no launch settings in ${project.directory}.`;
  if (profiles.length === 0) return ['There are no profiles.', ...findings].join('\n');
  const width = Math.max(...profiles.map(({ name }) => name.length));
  const rows = profiles.map((profile) => {
    const mark = profile.name === activeProfile ? '*' : ' ';
    const command = profile.server ?? profile.commandName ?? '';
    const rest = profile.runnable
      ? profile.urls.join(', ')
      : `does not run here: ${profile.reason}`;
    return `${mark} ${profile.name.padEnd(width)}  ${command.padEnd(11)}  ${rest}`.trimEnd();
  });
  return [...rows, ...findings].join('\n');
}
