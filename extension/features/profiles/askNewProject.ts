import { l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';

import {
  isFolderName,
  type NewProjectAnswers,
  type NewProjectKind,
} from '../../core/documents/newProjectFiles.ts';
import type { NewServer } from '../../core/documents/newSettingsText.ts';
import { back, multiStep, type Step, type StepUi } from '../../platform/vscode/multiStep.ts';

/** What a new project is, and where. */
export interface NewProject extends Pick<
  NewProjectAnswers,
  'kind' | 'name' | 'servers' | 'program'
> {
  readonly folder: Uri;
}

type Answers = Partial<NewProject>;

/** Asks for kind, name, folder, and servers or program. Undefined: the person gave up. */
export async function askNewProject(): Promise<NewProject | undefined> {
  const answers = await multiStep<Answers>(
    l10n.t('New Project'),
    [kindStep, nameStep, folderStep, programStep, serversStep],
    {},
  );
  const { kind, name, folder, servers = [], program = '' } = answers ?? {};
  if (!kind || name === undefined || !folder) return undefined;
  return { kind, name, folder, servers, program };
}

const kindStep: Step<Answers> = {
  async ask(ui, answers) {
    const items: (QuickPickItem & { readonly of: NewProjectKind })[] = [];
    const add = (of: NewProjectKind, label: string, description: string): unknown =>
      items.push({ of: of, label, description });
    add('typescript', l10n.t('TypeScript App'), l10n.t('startup.ts with a pipeline, and wwwroot'));
    add('javascript', l10n.t('JavaScript App'), l10n.t('startup.js with a pipeline, and wwwroot'));
    add('static', l10n.t('Static Site'), l10n.t('wwwroot alone: no code'));
    add(
      'program',
      l10n.t('Existing Program behind a Server'),
      l10n.t('A Node or Python app that is there already, behind the proxied server'),
    );
    const choice = await ui.pick({
      placeholder: l10n.t('Select the kind of project'),
      items,
      active: items.find((item) => item.of === answers.kind),
    });
    return choice === undefined || choice === back ? choice : { ...answers, kind: choice.of };
  },
};

const nameStep: Step<Answers> = {
  async ask(ui, answers) {
    const name = await ui.input({
      prompt:
        answers.kind === 'program'
          ? l10n.t('Name of the profile')
          : l10n.t('Name of the project, which its folder gets too'),
      value: answers.name ?? 'web',
      validate: (value) => {
        if (value.trim() === '') return l10n.t('A project needs a name.');
        return isFolderName(value.trim())
          ? undefined
          : l10n.t('"{0}" cannot be the name of a folder.', value.trim());
      },
    });
    return name === undefined || name === back ? name : { ...answers, name: name.trim() };
  },
};

const folderStep: Step<Answers> = {
  async ask(ui, answers) {
    const { name = '' } = answers;
    const isProgram = answers.kind === 'program';
    const items: (QuickPickItem & { readonly folder?: Uri })[] = [];
    for (const { uri, name: root } of workspace.workspaceFolders ?? []) {
      const itself = { label: `$(root-folder) ${root}`, description: uri.fsPath, folder: uri };
      const below = Uri.joinPath(uri, name);
      const inFolder = { label: `$(new-folder) ${root}/${name}`, description: below.fsPath };
      items.push(...(isProgram ? [itself] : [{ ...inFolder, folder: below }, itself]));
    }
    items.push({
      label: `$(folder-opened) ${l10n.t('Another Folder…')}`,
      description: isProgram ? '' : l10n.t('the project becomes a folder in it'),
    });
    const choice = await ui.pick({ placeholder: l10n.t('Select where it goes'), items });
    if (choice === undefined || choice === back) return choice;
    const folder = choice.folder ?? (await browse(isProgram ? '' : name));
    return folder ? { ...answers, folder } : back;
  },
};

const programStep: Step<Answers> = {
  isAsked: ({ kind }) => kind === 'program',
  async ask(ui, answers) {
    const program = await askProgram(ui, answers.program);
    return program === undefined || program === back ? program : { ...answers, program };
  },
};

const serversStep: Step<Answers> = {
  isAsked: ({ kind }) => kind !== 'program',
  async ask(ui, answers) {
    const chosen = answers.servers ?? ['Kestrel', 'IISExpress'];
    const item = (server: NewServer, label: string, description: string) => {
      return { server, label, description, picked: chosen.includes(server) };
    };
    const items = [
      item('Kestrel', 'Kestrel', l10n.t('self-hosted')),
      item('IISExpress', 'IIS Express', l10n.t('proxied: a server in front of a worker process')),
      item('WebListener', 'WebListener', l10n.t('self-hosted, several apps on one port')),
    ];
    const picked = await ui.pickSeveral({
      placeholder: l10n.t('Select the servers that get a profile'),
      items,
      none: l10n.t('Select at least one server'),
    });
    if (picked === undefined || picked === back) return picked;
    return { ...answers, servers: picked.map(({ server }) => server) };
  },
};

async function askProgram(ui: StepUi, present = 'node server.js') {
  return ui.input({
    prompt: l10n.t('Program and its arguments, as "node server.js" or "python app.py"'),
    value: present,
    validate: (value) =>
      value.trim() === '' ? l10n.t('Name the program that is started.') : undefined,
  });
}

async function browse(name: string): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: l10n.t('Select Folder'),
    title: l10n.t('New Project'),
  });
  const folder = chosen?.[0];
  return folder && (name === '' ? folder : Uri.joinPath(folder, name));
}
