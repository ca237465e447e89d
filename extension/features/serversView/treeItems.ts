import { basename } from 'node:path/posix';

import {
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
} from 'vscode';

import { browsableAddress } from '../../../server-runtime/launch/browserUrl.ts';
import type { Project } from '../../core/profiles/project.ts';
import type { ServerProcess } from '../../core/servers/serverSnapshot.ts';
import { shownState, type ShownState } from '../../core/servers/shownState.ts';
import { Commands } from '../../platform/vscode/contributions.ts';
import { fixText } from './fixText.ts';
import { sayText } from '../../platform/vscode/sayText.ts';
import { shownName } from '../../platform/vscode/shownName.ts';
import { stateText } from '../../platform/vscode/stateText.ts';
import { stateIcons } from './stateIcons.ts';
import { hasDetails, isNotJson, type TreeNode } from './treeNodes.ts';

const { None, Collapsed, Expanded } = TreeItemCollapsibleState;

type NodeOf<Kind extends TreeNode['kind']> = Extract<TreeNode, { kind: Kind }>;

/** How a row looks. States are told by icon, text and accessible text, never by colour alone. */
export function treeItem(node: TreeNode): TreeItem {
  const item = createItem(node);
  item.id = node.id;
  return item;
}

function createItem(node: TreeNode): TreeItem {
  switch (node.kind) {
    case 'project':
      return projectItem(node.project);
    case 'profile':
      return profileItem(node);
    case 'address':
      return addressItem(node);
    case 'process':
      return processItem(node);
    case 'failure':
      return failureItem(node);
    case 'help':
      return textItem(node.text, 'info');
    case 'fix':
      return fixItem(node);
    case 'line':
      return textItem(node.text);
    case 'output':
      return outputItem(node.lines);
    case 'problem':
      return problemItem(node);
    case 'hint':
      return hintItem(node);
  }
}

function projectItem(project: Project): TreeItem {
  const { name, location, settingsFile, profiles } = project;
  const item = new TreeItem(name, Expanded);
  const trouble = isNotJson(project) && l10n.t('settings are not valid JSON');
  const place = location === name ? '' : location;
  item.description = [place, trouble].filter(Boolean).join(' · ');
  item.tooltip = [location || name, trouble].filter(Boolean).join('\n');
  item.iconPath = new ThemeIcon('project');
  const hasSettings = settingsFile !== undefined;
  item.contextValue = `project.${hasSettings ? 'settings' : 'plain'}`;
  const summary =
    profiles.length === 1
      ? l10n.t('Project {0}, 1 profile', name)
      : l10n.t('Project {0}, {1} profiles', name, profiles.length);
  item.accessibilityInformation = { label: [summary, place, trouble].filter(Boolean).join(', ') };
  return item;
}

function profileItem(node: NodeOf<'profile'>): TreeItem {
  const { profile, server, isActive, isOutdated, isDoubtful } = node;
  const { label, unavailable } = profile;
  const name = shownName(profile.name);
  const state = shownState(server);
  const item = new TreeItem(name, server && hasDetails(server) ? Expanded : None);
  const kind = label === profile.name ? undefined : label;
  const isIdle = !server || server.hasEnded;
  // Last: what a profile is and does matters more.
  const active = isActive && l10n.t('active');
  if (unavailable !== undefined && isIdle) {
    item.iconPath = new ThemeIcon('circle-slash');
    item.description = [kind, l10n.t('cannot run here'), active].filter(Boolean).join(' · ');
    item.tooltip = l10n.t('{0} cannot run here: {1}', name, sayText(unavailable));
    item.contextValue = 'profile.unavailable';
    item.accessibilityInformation = {
      label: [item.tooltip, active].filter(Boolean).join(' '),
    };
    return item;
  }
  // What runs, or has run, has a state of its own to tell.
  const trouble = isDoubtful && isIdle ? l10n.t('settings are not valid JSON') : undefined;
  const [icon, color] = trouble && state === 'stopped' ? stateIcons.degraded : stateIcons[state];
  item.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
  const mode = server?.mode === 'debug' && !isIdle ? l10n.t('debugging') : undefined;
  const change =
    unavailable === undefined
      ? isOutdated && l10n.t('restart to apply changes')
      : l10n.t('cannot be launched again');
  const facts = [
    kind,
    state === 'stopped' ? undefined : stateText(state),
    mode,
    trouble,
    change,
    active,
  ];
  item.description = facts.filter(Boolean).join(' · ');
  // `profile.idle`, `profile.ended`, `profile.active.starting`, …: `when` clauses of menus match these.
  const rest = server ? 'profile.ended' : 'profile.idle';
  item.contextValue = isIdle ? rest : `profile.active.${server.state}`;
  const host = server?.processes.find(({ role }) => role === 'host');
  const tooltip = new MarkdownString();
  tooltip.appendText(`${name} · ${label}\n`);
  tooltip.appendText(
    [stateText(state), host && l10n.t('pid {0}', host.pid)].filter(Boolean).join(' · ') + '\n',
  );
  const why = unavailable && l10n.t('{0} cannot run here: {1}', name, sayText(unavailable));
  for (const fact of [trouble, why ?? change]) if (fact) tooltip.appendText(`${fact}\n`);
  for (const address of server?.addresses ?? []) tooltip.appendText(`${address}\n`);
  if (isActive) tooltip.appendText(l10n.t('Active profile: the status bar launches it.'));
  item.tooltip = tooltip;
  item.accessibilityInformation = {
    label: [
      name,
      label,
      stateText(state),
      mode,
      trouble,
      change,
      ...(server?.addresses ?? []),
      active,
    ]
      .filter(Boolean)
      .join(', '),
  };
  return item;
}

function addressItem({ url }: NodeOf<'address'>): TreeItem {
  const item = new TreeItem(url, None);
  item.iconPath = new ThemeIcon('globe');
  item.tooltip = l10n.t('Listening on {0}', url);
  item.contextValue = browsableAddress(url) === null ? 'address.other' : 'address.web';
  item.accessibilityInformation = { label: item.tooltip };
  return item;
}

function processItem({ process, isProxied, addresses }: NodeOf<'process'>): TreeItem {
  const { role, name, pid, address } = process;
  const pidText = l10n.t('pid {0}', pid);
  const part = role === 'worker' ? l10n.t('Worker') : l10n.t('Front end');
  const title = isProxied ? part : name;
  const item = new TreeItem(title, addresses.length > 0 ? Expanded : None);
  const facts = [isProxied ? name : undefined, pidText, address].filter(Boolean);
  item.description = facts.join(' · ');
  item.iconPath = new ThemeIcon('server-process');
  item.tooltip = processText(process, isProxied);
  item.contextValue = `process.${role}`;
  item.accessibilityInformation = { label: [title, ...facts].join(', ') };
  return item;
}

function processText({ role, name, pid, address }: ServerProcess, isProxied: boolean): string {
  if (!isProxied) return l10n.t('{0}, process {1}', name, pid);
  if (role !== 'worker') {
    return l10n.t('The proxied server takes the requests: {0}, process {1}.', name, pid);
  }
  return address === undefined
    ? l10n.t('The app behind the proxied server: {0}, process {1}.', name, pid)
    : l10n.t('The proxied server forwards requests to {0}: {1}, process {2}.', address, name, pid);
}

function failureItem({ failure, state }: NodeOf<'failure'>): TreeItem {
  const { message, help, output } = failure;
  const item = new TreeItem(message, Expanded);
  const [icon, color] = failureIcons[state] ?? stateIcons.failed;
  item.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
  item.tooltip = [message, ...help, ...output].join('\n');
  item.contextValue = 'failure';
  item.accessibilityInformation = { label: whyText(state, [message, ...help].join(' ')) };
  return item;
}

/** The row below a profile has the look of its profile's state, but for what is all right. */
const failureIcons: Partial<Record<ShownState, (typeof stateIcons)[ShownState]>> = {
  degraded: stateIcons.degraded,
  running: ['info'],
};

/** What a row below a profile explains, which is not the same in all of its states. */
function whyText(state: ShownState, cause: string): string {
  switch (state) {
    case 'running':
      return l10n.t('Why it does not listen: {0}', cause);
    case 'degraded':
      return l10n.t('Why it is degraded: {0}', cause);
    case 'failed':
    case 'stopped':
      return l10n.t('Why it is not running: {0}', cause);
    default:
      return l10n.t('What went wrong: {0}', cause);
  }
}

function fixItem({ profileId, fix }: NodeOf<'fix'>): TreeItem {
  const { label, icon } = fixText(fix);
  const item = new TreeItem(label, None);
  item.iconPath = new ThemeIcon(icon);
  item.tooltip = label;
  item.contextValue = `fix.${fix.kind}`;
  item.command = { command: Commands.applyFix, title: label, arguments: [profileId, fix] };
  item.accessibilityInformation = { label };
  return item;
}

function outputItem(lines: readonly string[]): TreeItem {
  const item = new TreeItem(l10n.t('Last Output'), Collapsed);
  item.description = lines.at(-1) ?? '';
  item.tooltip = lines.join('\n');
  item.iconPath = new ThemeIcon('output');
  item.contextValue = 'output';
  return item;
}

function textItem(text: string, icon?: string): TreeItem {
  const item = new TreeItem('', None);
  item.description = text;
  item.tooltip = text;
  if (icon !== undefined) item.iconPath = new ThemeIcon(icon);
  item.accessibilityInformation = { label: text };
  return item;
}

function problemItem({ diagnostic, settingsFile }: NodeOf<'problem'>): TreeItem {
  const { text, line, range } = diagnostic;
  const message = sayText(text);
  const item = new TreeItem(message, None);
  item.description = line === undefined ? '' : l10n.t('line {0}', line);
  item.iconPath = new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  item.tooltip = line === undefined ? message : l10n.t('Line {0}: {1}', line, message);
  item.contextValue = 'problem';
  item.command = {
    command: Commands.revealProblem,
    title: l10n.t('Open at the Problem'),
    arguments: [settingsFile, range?.offset ?? 0, range?.length ?? 0],
  };
  item.accessibilityInformation = { label: item.tooltip };
  return item;
}

function hintItem({ settingsFile }: NodeOf<'hint'>): TreeItem {
  const text =
    settingsFile === undefined
      ? l10n.t('No profiles yet: add one in a new launchSettings.json')
      : l10n.t('No profiles yet: add one to {0}', basename(settingsFile));
  const item = textItem(text, 'info');
  item.contextValue = 'hint';
  return item;
}
