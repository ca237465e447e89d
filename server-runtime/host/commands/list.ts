import { createLaunchList, type LaunchList } from '../../launch/launchList.ts';
import {
  currentPlatform,
  launchProjectOf,
  locateDiagnostic,
  readSettings,
} from '../prepareLaunch.ts';
import type { HostCommand } from '../hostCommand.ts';
import { jsonOf } from './jsonOf.ts';
import { projectOption } from '../launchOptions.ts';
import { type Project, openProject } from '../project.ts';

/** `list`: prints the profiles of a project in file order. */
export const listCommand: HostCommand = {
  name: 'list',
  summary: 'List the launch profiles of a project',
  options: [projectOption, { name: '--json', help: 'Print the list as JSON' }],
  async run(args) {
    const project = openProject(args.value('--project') ?? '.');
    const listing = listProfiles(project);
    const text = args.has('--json') ? jsonOf(listing) : describeListing(listing, project);
    process.stdout.write(`${text}\n`);
    return listing.diagnostics.some(({ code }) => code === 'invalid-json') ? 1 : 0;
  },
};

function listProfiles(project: Project): LaunchList {
  return createLaunchList({
    project: launchProjectOf(project),
    settings: readSettings(project),
    settingsFile: project.settings?.file,
    environment: process.env,
    platform: currentPlatform(),
  });
}

function describeListing(
  { file, activeProfile, profiles, diagnostics }: LaunchList,
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
