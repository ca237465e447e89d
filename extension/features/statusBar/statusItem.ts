import { l10n, MarkdownString } from 'vscode';

import type { ServerState } from '../../../server-runtime/contracts/controlMessages.ts';
import type { ProfileInProject } from '../../core/profiles/profileStore.ts';
import type { ServerSnapshot } from '../../core/servers/serverSnapshot.ts';
import { type CommandId, Commands } from '../../platform/vscode/contributions.ts';
import { plainLabel } from '../../platform/vscode/plainLabel.ts';
import { shownName } from '../../platform/vscode/shownName.ts';

/** What the status bar item shows. */
export interface StatusItem {
  readonly text: string;
  readonly tooltip: MarkdownString;
  /** For screen readers: without the names of icons. */
  readonly label: string;
}

const icons: Readonly<Record<ServerState, string>> = {
  stopped: '$(play)',
  starting: '$(loading~spin)',
  listening: '$(circle-filled)',
  degraded: '$(warning)',
  stopping: '$(loading~spin)',
  failed: '$(error)',
};

/** Short: icon of the state, name, and the port once it listens. */
export function statusItem(
  { project, profile }: ProfileInProject,
  server: ServerSnapshot | undefined,
): StatusItem {
  const state = server?.state ?? 'stopped';
  const isIdle = !server || server.hasEnded;
  const address = server?.addresses[0];
  const port = address === undefined ? undefined : /:\d+/.exec(address.slice('https:'.length))?.[0];
  const name = shownName(profile.name);
  const text = [`${icons[state]} ${plainLabel(name)}`, port].filter(Boolean).join(' ');
  const summary = summaryOf(name, state, server);
  return {
    text,
    tooltip: tooltipOf(project.name, summary, isIdle, profile.id),
    label: `${summary} ${isIdle ? l10n.t('Launch') : l10n.t('Show actions')}`,
  };
}

function summaryOf(name: string, state: ServerState, server: ServerSnapshot | undefined): string {
  switch (state) {
    case 'listening':
      return l10n.t('{0} listens on {1}.', name, server?.addresses.join(', ') ?? '');
    case 'failed':
    case 'degraded':
      return l10n.t('{0}: {1}', name, server?.failure?.message ?? l10n.t('failed'));
    case 'starting':
      return l10n.t('{0} is starting.', name);
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
  const links = isIdle
    ? [
        link(l10n.t('Run'), Commands.run, profileId),
        link(l10n.t('Debug'), Commands.debug, profileId),
      ]
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
    ],
  };
  tooltip.appendText(`${summary}\n`);
  tooltip.appendText(l10n.t('Project {0}', projectName));
  tooltip.appendMarkdown(
    `\n\n${[...links, link(l10n.t('Change Profile…'), Commands.selectProfile)].join(' · ')}`,
  );
  return tooltip;
}

function link(title: string, command: CommandId, ...args: string[]): string {
  return `[${title}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`;
}
