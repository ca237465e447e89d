import { l10n, type QuickPickItem } from 'vscode';

import { freeName } from '../../core/documents/freeName.ts';
import {
  type LaunchSettings,
  needsUrls,
  newProfile,
  type NewProfile,
  type NewProfileAnswers,
  type NewProfileKind,
  type ProjectKind,
  urlsProblem,
} from '../../core/documents/newProfile.ts';
import { programThere } from '../../core/documents/programThere.ts';
import { portsInUse } from '../../core/documents/portsInUse.ts';
import { back, multiStep, type Step } from './multiStep.ts';
import { nameProblem } from './nameProblem.ts';
import { sayText } from './sayText.ts';

export interface NewProfileOptions {
  /** The file that the profile goes into, as it is. */
  readonly settings: LaunchSettings;
  readonly kind: ProjectKind;
  /** Names of the files and folders of the project. */
  readonly names: readonly string[];
  readonly projectName: string;
  /** Asks for a new app, which comes with profiles of its own; offered where there is neither an app nor a profile. */
  readonly newApp?: (() => Promise<unknown>) | undefined;
  /** A port that nobody uses, not even the taken ones. */
  readonly freePort: (use: 'http', taken: ReadonlySet<number>) => Promise<number>;
}

type Answers = Partial<NewProfileAnswers> & { readonly wantsApp?: boolean };
type KindItem = QuickPickItem & { readonly launches: NewProfileKind | 'app' };

/**
 * Asks what a new profile launches, its name, its program and its addresses. Undefined: the person gave up, or was asked
 * for a new app instead.
 */
export async function askNewProfile(options: NewProfileOptions): Promise<NewProfile | undefined> {
  const { settings } = options;
  const answers = await multiStep<Answers>(
    l10n.t('New Profile'),
    [kindStep(options), nameStep(options), programStep(options), urlsStep(options)],
    {},
  );
  const { kind, name, program, urls, wantsApp } = answers ?? {};
  if (wantsApp) await options.newApp?.();
  if (kind === undefined || name === undefined) return undefined;
  return newProfile({ kind, name, program, urls: needsUrls(kind, settings) ? urls : undefined });
}

function kindStep({ kind, newApp }: NewProfileOptions): Step<Answers> {
  return {
    async ask(ui, answers) {
      const items = [...(newApp ? [appItem()] : []), ...kindItems(kind)];
      const choice = await ui.pick({
        placeholder: l10n.t('Select what the profile starts'),
        items,
        active: items.find((item) => item.launches === answers.kind),
      });
      if (choice === undefined || choice === back) return choice;
      return choice.launches === 'app' ? { wantsApp: true } : { ...answers, kind: choice.launches };
    },
  };
}

function nameStep({ settings, projectName }: NewProfileOptions): Step<Answers> {
  const names = settings.profiles.map(({ name }) => name);
  return {
    isAsked: ({ wantsApp }) => !wantsApp,
    async ask(ui, answers) {
      const suggested = answers.kind === 'IISExpress' ? 'IIS Express' : projectName || 'web';
      const name = await ui.input({
        prompt: l10n.t('Name of the profile'),
        value: answers.name ?? freeName(suggested, names),
        validate: (value) => nameProblem(value, names),
      });
      return name === undefined || name === back ? name : { ...answers, name: name.trim() };
    },
  };
}

function programStep({ names }: NewProfileOptions): Step<Answers> {
  return {
    isAsked: ({ kind }) => kind === 'Executable' || kind === 'proxied',
    async ask(ui, answers) {
      const program = await ui.input({
        prompt: l10n.t('Program and its arguments, as "node server.js" or "python app.py"'),
        value: answers.program ?? programThere(names, process.platform),
        validate: (value) =>
          value.trim() === '' ? l10n.t('Name the program that is started.') : undefined,
      });
      return program === undefined || program === back ? program : { ...answers, program };
    },
  };
}

function urlsStep({ settings, freePort }: NewProfileOptions): Step<Answers> {
  return {
    isAsked: ({ kind }) => kind !== undefined && needsUrls(kind, settings),
    async ask(ui, answers) {
      const kind = answers.kind ?? 'Project';
      const suggested =
        answers.urls ?? `http://localhost:${await freePort('http', portsInUse(settings))}`;
      const urls = await ui.input({
        prompt: l10n.t('Addresses to listen on, separated by semicolons'),
        value: suggested,
        validate: (value) => {
          if (value.trim() === '') {
            return l10n.t('Give at least one address, as http://localhost:5000.');
          }
          const problem = urlsProblem(value, kind);
          return problem && sayText(problem.text);
        },
      });
      return urls === undefined || urls === back ? urls : { ...answers, urls };
    },
  };
}

function appItem(): KindItem {
  return {
    launches: 'app',
    label: `$(new-folder) ${l10n.t('New App…')}`,
    description: l10n.t('A TypeScript or JavaScript app, or a static site, with its profiles'),
  };
}

function kindItems(projectKind: ProjectKind): KindItem[] {
  const noApp = projectKind === 'executable' && l10n.t('There is no app in this folder yet');
  const app: KindItem[] = [
    {
      launches: 'Project',
      label: `$(project) ${l10n.t('Project')}`,
      description: noApp || l10n.t('The app with its own server (Kestrel or WebListener)'),
    },
    {
      launches: 'IISExpress',
      label: '$(arrow-swap) IIS Express',
      description: noApp || l10n.t('A server in front of the app, which forwards requests to it'),
    },
  ];
  const programs: KindItem[] = [
    {
      launches: 'Executable',
      label: `$(terminal) ${l10n.t('Executable')}`,
      description: l10n.t('Any program'),
    },
    {
      launches: 'proxied',
      label: `$(server-process) ${l10n.t('Executable behind a Server')}`,
      description: l10n.t(
        'Any program that listens on the port it is given, as Node or Python apps',
      ),
    },
  ];
  return projectKind === 'executable' ? [...programs, ...app] : [...app, ...programs];
}
