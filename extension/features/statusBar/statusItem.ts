import { l10n, MarkdownString, workspace } from 'vscode';

import { projectPlace } from '../../core/profiles/profileTitle.ts';
import type { ProfileInProject } from '../../core/profiles/profileStore.ts';
import type { ServerSnapshot } from '../../core/servers/serverSnapshot.ts';
import { shownState, type ShownState } from '../../core/servers/shownState.ts';
import { type CommandId, Commands } from '../../platform/vscode/contributions.ts';
import { manageTrust } from '../../platform/vscode/launchGuard.ts';
import { plainLabel } from '../../platform/vscode/plainLabel.ts';

/** What the status bar item shows. */
export interface StatusItem {
  readonly text: string;
  readonly tooltip: MarkdownString;
  /** For screen readers: without the names of icons. */
  readonly label: string;
}

const icons: Readonly<Record<ShownState, string>> = {
  stopped: '$(play)',
  starting: '$(loading~spin)',
  running: '$(circle-filled)',
  listening: '$(circle-filled)',
  degraded: '$(warning)',
  stopping: '$(loading~spin)',
  failed: '$(error)',
};

/** What an item is made of, beside the profile itself. */
export interface StatusFacts {
  /** The profile's name as it is told from others. */
  readonly title: string;
  readonly server: ServerSnapshot | undefined;
  /** How many other profiles run. */
  readonly others: number;
}

/** Short: icon of the state, name, and the port once it listens. */
export function statusItem(
  { project, profile }: ProfileInProject,
  { title, server, others }: StatusFacts,
): StatusItem {
  const state = shownState(server);
  const isIdle = !server || server.hasEnded;
  const address = server?.addresses[0];
  const port = /:\d+(?=\/|$)/.exec(address ?? '')?.[0];
  const text = [`${icons[state]} ${plainLabel(title)}`, port].filter(Boolean).join(' ');
  const summary = [summaryOf(title, state, server), othersText(others)].filter(Boolean).join(' ');
  return {
    text,
    tooltip: tooltipOf(projectPlace(project), summary, isIdle, profile.id),
    label: `${summary} ${isIdle ? l10n.t('Launch') : l10n.t('Show actions')}`,
  };
}

function othersText(others: number): string {
  if (others === 0) return '';
  return others === 1
    ? l10n.t('Another profile is running.')
    : l10n.t('{0} other profiles are running.', others);
}

function summaryOf(name: string, state: ShownState, server: ServerSnapshot | undefined): string {
  switch (state) {
    case 'listening':
      return l10n.t('{0} listens on {1}.', name, server?.addresses.join(', ') ?? '');
    case 'failed':
    case 'degraded':
      return l10n.t('{0}: {1}', name, server?.failure?.message ?? l10n.t('failed'));
    case 'starting':
      return l10n.t('{0} is starting.', name);
    case 'running':
      return l10n.t('{0} is running, and does not listen on an address.', name);
    case 'stopping':
      return l10n.t('{0} is stopping.', name);
    case 'stopped':
      return l10n.t('{0} is not running.', name);
  }
}

function tooltipOf(
  projectName: string,
  summary: string,
  isIdle: boolean,
  profileId: string,
): MarkdownString {
  const launch = workspace.isTrusted
    ? [
        link(l10n.t('Run'), Commands.run, profileId),
        link(l10n.t('Debug'), Commands.debug, profileId),
      ]
    : [link(l10n.t('Trust the workspace to launch'), manageTrust)];
  const links = isIdle
    ? launch
    : [
        link(l10n.t('Stop'), Commands.stop, profileId),
        link(l10n.t('Restart'), Commands.restart, profileId),
      ];
  const tooltip = new MarkdownString(undefined, true);
  tooltip.isTrusted = {
    enabledCommands: [
      Commands.run,
      Commands.debug,
      Commands.stop,
      Commands.restart,
      Commands.selectProfile,
      manageTrust,
    ],
  };
  tooltip.appendText(`${summary}\n`);
  tooltip.appendText(l10n.t('Project {0}', projectName));
  tooltip.appendMarkdown(
    `\n\n${[...links, link(l10n.t('Change Profile…'), Commands.selectProfile)].join(' · ')}`,
  );
  return tooltip;
}

function link(title: string, command: CommandId | typeof manageTrust, ...args: string[]): string {
  // A name may have parentheses, one of which would end the link.
  const query = encodeURIComponent(JSON.stringify(args))
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');
  return `[${title}](command:${command}?${query})`;
}
