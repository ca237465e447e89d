import type { Uri } from 'vscode';

import type { FailureFix } from '../../core/servers/failureFixes.ts';
import type { ServerControl } from '../../core/servers/serverRegistry.ts';

/**
 * Every id that the manifest and the code share, with the types that go with it: one table, so that a wrong id or
 * argument fails to compile and a test can hold it against `package.json`.
 */

/** What a command acts on: a profile's id, or a tree node of a profile. Nothing: the person is asked. */
export type ProfileTarget = string | { readonly profileId: string } | undefined;

/** What an address command acts on: a tree node of an address, or a profile. */
export type AddressTarget = { readonly profileId: string; readonly url: string } | ProfileTarget;

/** How a profile is launched, when not as always. */
export interface LaunchOptions {
  /** On ports that the system chooses, this once. */
  readonly anyPort?: boolean;
  /** Environment variables for the host, below those of the profile; null takes one away. */
  readonly env?: Readonly<Record<string, string | null>>;
  /** How it is launched again, where that is not by the same command. */
  readonly launchAgain?: ServerControl['launchAgain'];
}

/** A project node of the tree. */
export type ProjectTarget = { readonly projectId: string } | undefined;

/** Commands. Those of the manifest's `contributes.commands` are in the palette; the others are internal. */
export const Commands = {
  run: 'serverProfiles.run',
  debug: 'serverProfiles.debug',
  stop: 'serverProfiles.stop',
  stopAll: 'serverProfiles.stopAll',
  restart: 'serverProfiles.restart',
  openInBrowser: 'serverProfiles.openInBrowser',
  openInSystemBrowser: 'serverProfiles.openInSystemBrowser',
  openInIntegratedBrowser: 'serverProfiles.openInIntegratedBrowser',
  copyAddress: 'serverProfiles.copyAddress',
  copyExternalUrl: 'serverProfiles.copyExternalUrl',
  showOutput: 'serverProfiles.showOutput',
  selectProfile: 'serverProfiles.selectProfile',
  setActive: 'serverProfiles.setActive',
  openSettings: 'serverProfiles.openSettings',
  createSettings: 'serverProfiles.createSettings',
  newProfile: 'serverProfiles.newProfile',
  newProject: 'serverProfiles.newProject',
  filter: 'serverProfiles.filter',
  clearFilter: 'serverProfiles.clearFilter',
  trustCertificate: 'serverProfiles.trustCertificate',
  refresh: 'serverProfiles.refresh',
  showLog: 'serverProfiles.showLog',
  openDebugTab: 'serverProfiles.openDebugTab',
  openDebugTabToSide: 'serverProfiles.openDebugTabToSide',
  openAsText: 'serverProfiles.openAsText',
  openAsTextToSide: 'serverProfiles.openAsTextToSide',
  renameProfile: 'serverProfiles.renameProfile',
  duplicateProfile: 'serverProfiles.duplicateProfile',
  moveProfileUp: 'serverProfiles.moveProfileUp',
  moveProfileDown: 'serverProfiles.moveProfileDown',
  deleteProfile: 'serverProfiles.deleteProfile',
  runShown: 'serverProfiles.runShown',
  debugShown: 'serverProfiles.debugShown',
  stopShown: 'serverProfiles.stopShown',
  restartShown: 'serverProfiles.restartShown',
  runActive: 'serverProfiles.runActive',
  debugActive: 'serverProfiles.debugActive',
  stopActive: 'serverProfiles.stopActive',
  restartActive: 'serverProfiles.restartActive',
  forSelected: 'serverProfiles.forSelected',
  /** Internal: what a click on the status bar item means at the moment. */
  statusBarAction: 'serverProfiles.statusBarAction',
  /** Internal: gives a profile the place of another one. */
  moveProfileTo: 'serverProfiles.moveProfileTo',
  /** Internal: does what would help after a failure. */
  applyFix: 'serverProfiles.applyFix',
  /** Internal: opens the settings file at a finding. */
  revealProblem: 'serverProfiles.revealProblem',
} as const;

export type CommandId = (typeof Commands)[keyof typeof Commands];

/** Arguments of each command. */
export interface CommandArguments {
  [Commands.run]: [target?: ProfileTarget, options?: LaunchOptions];
  [Commands.debug]: [target?: ProfileTarget, options?: LaunchOptions];
  [Commands.stop]: [target?: ProfileTarget];
  [Commands.stopAll]: [];
  [Commands.restart]: [target?: ProfileTarget];
  [Commands.openInBrowser]: [target?: AddressTarget];
  [Commands.openInSystemBrowser]: [target?: AddressTarget];
  [Commands.openInIntegratedBrowser]: [target?: AddressTarget];
  [Commands.copyAddress]: [target?: AddressTarget];
  [Commands.copyExternalUrl]: [target?: AddressTarget];
  [Commands.showOutput]: [target?: ProfileTarget];
  [Commands.selectProfile]: [];
  [Commands.setActive]: [target?: ProfileTarget];
  [Commands.openSettings]: [target?: ProfileTarget | ProjectTarget];
  [Commands.createSettings]: [target?: ProjectTarget];
  [Commands.newProfile]: [target?: ProjectTarget];
  [Commands.newProject]: [];
  [Commands.filter]: [];
  [Commands.clearFilter]: [];
  [Commands.trustCertificate]: [];
  [Commands.refresh]: [];
  [Commands.showLog]: [];
  /** The settings file, or what belongs to one. */
  [Commands.openDebugTab]: [target?: Uri | ProfileTarget | ProjectTarget];
  [Commands.openDebugTabToSide]: [target?: Uri | ProfileTarget | ProjectTarget];
  [Commands.openAsText]: [settingsFile?: Uri];
  [Commands.openAsTextToSide]: [settingsFile?: Uri];
  [Commands.renameProfile]: [target?: ProfileTarget];
  [Commands.duplicateProfile]: [target?: ProfileTarget];
  [Commands.moveProfileUp]: [target?: ProfileTarget];
  [Commands.moveProfileDown]: [target?: ProfileTarget];
  [Commands.deleteProfile]: [target?: ProfileTarget];
  /** These four: the profile that the Debug tab in front shows. */
  [Commands.runShown]: [];
  [Commands.debugShown]: [];
  [Commands.stopShown]: [];
  [Commands.restartShown]: [];
  [Commands.runActive]: [];
  [Commands.debugActive]: [];
  [Commands.stopActive]: [];
  [Commands.restartActive]: [];
  /** From a key binding: a command for the row of the tree that is selected. */
  [Commands.forSelected]: [command?: string];
  [Commands.applyFix]: [profileId: string, fix: FailureFix];
  [Commands.statusBarAction]: [];
  [Commands.moveProfileTo]: [profileId: string, placeOf: string];
  [Commands.revealProblem]: [settingsFile: string, offset: number, length: number];
}

/** Views and view containers. */
export const Views = {
  container: 'serverProfiles',
  servers: 'serverProfiles.servers',
  /** The editor's own Run and Debug view, whose welcome text leads to the profiles. */
  debug: 'debug',
} as const;

/** The debug type that profiles are launched with from `launch.json` and the Run and Debug view. */
export const debugType = 'server-profile';

/** Section of the settings. */
export const settingsSection = 'serverProfiles';

/** Types of the settings. */
export interface Settings {
  /** Node executable for hosts; empty for the editor's own. */
  nodePath: string;
  /** Which browser Open in Browser and `launchBrowser` open. */
  browser: 'system' | 'integrated';
}

/** Context keys for `when` clauses of the manifest. */
export interface ContextKeys {
  /** Whether any launched profile is still there. */
  'serverProfiles.hasActive': boolean;
  /** Whether any profile listens. */
  'serverProfiles.hasReachable': boolean;
  /** Whether any profile listens that is debugged. */
  'serverProfiles.hasDebugged': boolean;
  /** Whether any Debug tab is open: the editor's own key for it is not known to walkthroughs. */
  'serverProfiles.hasDebugTab': boolean;
  /** Whether the workspace has been searched. */
  'serverProfiles.isLoaded': boolean;
  /** Whether there is a profile that can be launched. */
  'serverProfiles.hasProfiles': boolean;
  /** The id of the active profile: in a list, for a `when` clause compares with no key but looks into one. */
  'serverProfiles.activeIds': readonly string[];
  /** Whether any project has a settings file. */
  'serverProfiles.hasSettings': boolean;
  /** Whether any profile was launched in this session. */
  'serverProfiles.hasLaunched': boolean;
  /** Whether the tree shows only some profiles. */
  'serverProfiles.isFiltered': boolean;
}
