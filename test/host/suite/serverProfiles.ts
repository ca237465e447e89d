// What the suites have in common: the extension's test API, waiting for what a person would see, and profiles of the
// workspace copy that listen on ports of the system's choice.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { commands, extensions, Uri, workspace } from 'vscode';
import type { ServerSnapshot } from '../../../extension/core/servers/serverSnapshot.ts';
import type { TestApi, TreeRow } from '../../../extension/testApi.ts';

/** Milliseconds that anything may take to be seen, on two busy cores. */
const seenLimit = 45_000;

let api: TestApi | undefined;

/** The activated extension. */
export async function serverProfiles(): Promise<TestApi> {
  const extension = extensions.getExtension<TestApi>('server-profiles.server-profiles');
  assert.ok(extension, 'the extension is installed');
  return (api ??= await extension.activate());
}

/** Waits until the probe gives something, or throws; tells what it was waiting for when that does not come. */
export async function eventually<T>(what: string, probe: () => T | undefined | false): Promise<T> {
  const extension = await serverProfiles();
  return new Promise((resolve, reject) => {
    const look = (): void => {
      try {
        const found = probe();
        if (found === undefined || found === false) return;
        resolve(found);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      end();
    };
    const subscription = extension.onDidChange(look);
    // What is not told by an event of the extension (files, sockets, processes) is looked at from time to time.
    const timer = setInterval(look, 100);
    const limit = setTimeout(() => {
      end();
      reject(new Error(`${what}: not within ${seenLimit} ms\n${describeTree()}`));
    }, seenLimit);
    const end = (): void => {
      subscription.dispose();
      clearInterval(timer);
      clearTimeout(limit);
    };
    look();
  });
}

function describeTree(): string {
  const lines = (rows: readonly TreeRow[], indent: string): string[] =>
    rows.flatMap(({ icon, label, description, children }) => [
      `${indent}[${icon}] ${label} — ${description}`,
      ...lines(children, `${indent}  `),
    ]);
  return lines(api?.tree() ?? [], '  ').join('\n');
}

/** Writes a settings file of the workspace. */
export async function writeSettings(text: string, project = '.'): Promise<void> {
  const uri = settingsUri(project);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

/** The text of a settings file of the workspace. */
export async function readSettings(project = '.'): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(settingsUri(project)));
}

/** URI of a settings file of the workspace. */
export function settingsUri(project: string): Uri {
  return Uri.joinPath(workspaceUri(), project, 'Properties', 'launchSettings.json');
}

/** The workspace folder. */
export function workspaceUri(): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return folder.uri;
}

/** The sample's profiles, on ports that the system chooses, and without a browser. */
export async function useFreePorts(): Promise<void> {
  const settings = JSON.parse(await readSettings()) as {
    iisSettings: { iisExpress: { applicationUrl: string } };
    profiles: Record<
      string,
      { commandName: string; launchBrowser?: boolean; applicationUrl?: string }
    >;
  };
  settings.iisSettings.iisExpress.applicationUrl = 'http://127.0.0.1:0/';
  for (const profile of Object.values(settings.profiles)) {
    profile.launchBrowser = false;
    if (profile.commandName === 'Project') profile.applicationUrl = 'http://127.0.0.1:0';
  }
  await writeSettings(JSON.stringify(settings, undefined, 2));
  await eventually('profiles with free ports', () =>
    api
      ?.projects()[0]
      ?.profiles.every(({ settings: { launchBrowser } }) => launchBrowser === false),
  );
}

/** Id of the profile of that name. */
export function idOf(name: string): string {
  const profiles = api?.projects().flatMap((project) => project.profiles);
  const profile = profiles?.find((candidate) => candidate.name === name);
  assert.ok(profile, `there is a profile ${name}`);
  return profile.id;
}

/** The last launch of the profile. */
export function serverOf(name: string): ServerSnapshot | undefined {
  return api?.servers().find(({ profileId }) => profileId.endsWith(`#${name}`));
}

/** The profile's row in the tree. */
export function rowOf(name: string): TreeRow {
  const rows = api?.tree().flatMap((project) => project.children);
  const row = rows?.find(({ label }) => label === name);
  assert.ok(row, `there is a row ${name}:\n${describeTree()}`);
  return row;
}

/** The addresses that a profile's processes show below their rows. */
export function addressesShown(name: string): string[] {
  return rowOf(name)
    .children.flatMap(({ children }) => children)
    .filter(({ contextValue }) => contextValue.startsWith('address.'))
    .map(({ label }) => label);
}

/** Runs the profile without debugging until it listens; its first address. */
export async function run(name: string): Promise<string> {
  await commands.executeCommand('serverProfiles.run', idOf(name));
  return listening(name);
}

/** Waits until the profile listens; its first address. */
export async function listening(name: string): Promise<string> {
  return eventually(`${name} listens`, () => {
    const server = serverOf(name);
    if (server?.state === 'failed') throw new Error(server.failure?.message);
    return server?.state === 'listening' && server.addresses[0];
  });
}

/** Waits until the profile's launch has ended. */
export async function ended(name: string): Promise<ServerSnapshot> {
  return eventually(`${name} ends`, () => {
    const server = serverOf(name);
    return server?.hasEnded && server;
  });
}

/** Stops everything that runs. */
export async function stopAll(): Promise<void> {
  await commands.executeCommand('serverProfiles.stopAll');
  await eventually('everything ends', () => api?.servers().every(({ hasEnded }) => hasEnded));
}

/** Pids of the host and of what it started. */
export function pidsOf(name: string): number[] {
  return serverOf(name)?.processes.map(({ pid }) => pid) ?? [];
}

/** What a program has written to a file; false while that is nothing. */
export function writtenTo(file: string): string | false {
  return existsSync(file) && (readFileSync(file, 'utf8') || false);
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** What the server answers. */
export async function bodyOf(url: string): Promise<string> {
  // A connection of its own: one kept alive may lead to a worker that is gone.
  const response = await fetch(url, { headers: { connection: 'close' } });
  return response.text();
}

/** Whether something listens at the address. */
export async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(2000) });
    return true;
  } catch {
    return false;
  }
}
