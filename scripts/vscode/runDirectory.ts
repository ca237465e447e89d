import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** A throw-away home for one VS Code: user data, extensions, browser profile and a copy of the workspace. */
export interface RunDirectory {
  path: string;
  workspace: string;
  userData: string;
  extensions: string;
  home: string;
  temporary: string;
  serverLog: string;
  remove(): void;
}

/** What makes a fresh VS Code quiet. The browser keeps user settings to itself, so these are the machine's. */
const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'git.enabled': false,
  'chat.disableAIFeatures': true,
};

/** The run directory that another process made at this path. */
export function openRunDirectory(path: string, workspace = 'workspace'): RunDirectory {
  const inside = (...parts: string[]): string => {
    const folder = join(path, ...parts);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  return {
    path,
    workspace: inside(workspace),
    userData: inside('data'),
    extensions: inside('extensions'),
    home: inside('home'),
    temporary: inside('tmp'),
    serverLog: join(path, 'server.log'),
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/**
 * Makes one. The path is short, because a unix socket's may have 107 bytes only.
 * @param options.workspace folder to copy; none for an empty workspace
 * @param options.settings on top of the quiet ones
 */
export function makeRunDirectory(
  options: { workspace?: string; settings?: Record<string, unknown> } = {},
): RunDirectory {
  const path = mkdtempSync(join(realpathSync(tmpdir()), 'sp-'));
  const run = openRunDirectory(path, options.workspace && basename(options.workspace));
  const settings = JSON.stringify({ ...quietSettings, ...options.settings }, null, 2);
  for (const kind of ['Machine', 'User']) {
    mkdirSync(join(run.userData, kind));
    writeFileSync(join(run.userData, kind, 'settings.json'), settings);
  }
  if (options.workspace) cpSync(options.workspace, run.workspace, { recursive: true });
  return run;
}
