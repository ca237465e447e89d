import { l10n, type QuickPickItem, window } from 'vscode';

import type { LaunchSettings } from '../../../server-runtime/launch/model.ts';
import type { ProjectKind } from '../../../server-runtime/launch/projectKind.ts';
import { portsInUse } from './fieldProblems.ts';
import { freePort } from './freePort.ts';

/** A profile as it is written into the file. */
export interface NewProfile {
  readonly name: string;
  readonly profile: Readonly<Record<string, unknown>>;
}

type KindItem = QuickPickItem & { readonly commandName: string };

/** Asks for the launch kind and the name of a new profile. Undefined: the person changed their mind. */
export async function askNewProfile(
  settings: LaunchSettings,
  kind: ProjectKind,
  projectName: string,
): Promise<NewProfile | undefined> {
  const title = l10n.t('New Profile');
  const choice = await window.showQuickPick(kindItems(kind), {
    title: l10n.t('{0} (1 of 2)', title),
    placeHolder: l10n.t('Select what the profile starts'),
    matchOnDescription: true,
  });
  if (!choice) return undefined;
  const { commandName } = choice;
  const names = settings.profiles.map(({ name }) => name);
  const suggested = commandName === 'IISExpress' ? 'IIS Express' : projectName || 'web';
  const name = await window.showInputBox({
    title: l10n.t('{0} (2 of 2)', title),
    prompt: l10n.t('Name of the profile'),
    value: freeName(suggested, names),
    validateInput: (value) => nameProblem(value, names),
  });
  if (name === undefined) return undefined;
  return { name: name.trim(), profile: await contentOf(commandName, settings) };
}

/** What is wrong with a profile's name; undefined when it can be used. */
export function nameProblem(value: string, others: readonly string[]): string | undefined {
  const name = value.trim();
  if (name === '') return l10n.t('A profile needs a name.');
  const same = others.find((other) => other.toLowerCase() === name.toLowerCase());
  return same === undefined
    ? undefined
    : l10n.t('There is a profile "{0}" already. Choose another name.', same);
}

/** The name itself, or with the first number that makes it a new one. */
export function freeName(wanted: string, others: readonly string[]): string {
  const taken = new Set(others.map((name) => name.toLowerCase()));
  let name = wanted;
  for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${wanted} ${i}`;
  return name;
}

function kindItems(kind: ProjectKind): KindItem[] {
  const app: KindItem[] = [
    {
      commandName: 'Project',
      label: `$(project) ${l10n.t('Project')}`,
      description: l10n.t('The app with its own server (Kestrel or WebListener)'),
    },
    {
      commandName: 'IISExpress',
      label: '$(arrow-swap) IIS Express',
      description: l10n.t('A server in front of the app, which forwards requests to it'),
    },
  ];
  const executable: KindItem = {
    commandName: 'Executable',
    label: `$(terminal) ${l10n.t('Executable')}`,
    description: l10n.t('Any program'),
  };
  return kind === 'executable' ? [executable, ...app] : [...app, executable];
}

async function contentOf(
  commandName: string,
  settings: LaunchSettings,
): Promise<Record<string, unknown>> {
  const environmentVariables = { ASPNETCORE_ENVIRONMENT: 'Development' };
  if (commandName === 'Executable') return { commandName, executablePath: 'node' };
  if (commandName !== 'Project') return { commandName, launchBrowser: true, environmentVariables };
  const port = await freePort('http', portsInUse({ settings }));
  return {
    commandName,
    launchBrowser: true,
    environmentVariables,
    applicationUrl: `http://localhost:${port}`,
  };
}
