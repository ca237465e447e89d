// package.json, package.nls.json and the table of ids in extension/platform/vscode/contributions.ts say the same.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { settingsGlobs } from '../../extension/core/documents/settingsLocation.ts';
import {
  Commands,
  debugType,
  settingsSection,
  Views,
} from '../../extension/platform/vscode/contributions.ts';
import { readFiles, readJson, repositoryFiles, root } from './repositoryFiles.ts';

interface Manifest {
  main: string;
  icon?: string;
  activationEvents?: string[];
  contributes: {
    commands: { command: string; title: string; category?: string }[];
    menus?: Record<string, { command?: string; submenu?: string; when?: string }[]>;
    keybindings?: { command: string }[];
    views: Record<string, { id: string; name: string }[]>;
    viewsContainers: Record<string, { id: string; icon: string }[]>;
    viewsWelcome?: { view: string; contents: string }[];
    debuggers: { type: string }[];
    customEditors: { selector: { filenamePattern: string }[] }[];
    jsonValidation: { fileMatch: string[] }[];
    configuration: { properties: Record<string, unknown> };
  };
}

type Contributes = Manifest['contributes'];

const manifest = readJson('package.json') as Manifest;
const { contributes } = manifest;
const commands = contributes.commands.map(({ command }) => command);
const known = new Set<string>(Object.values(Commands));
const sources = readFiles(repositoryFiles('extension').filter((path) => path.endsWith('.ts')));

/** Every text `%key%` in the manifest. */
function messageKeys(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"%([\w.-]+)%"/g)].map((match) => match[1]!);
}

/** Texts that a person reads and that are not a `%key%`. */
function untranslated(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => untranslated(item, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const shown = /^(title|category|description|markdownDescription|contents|label|name)$/.test(
      key,
    );
    if (shown && typeof item === 'string' && !/^%[\w.-]+%$/.test(item)) return [`${path}.${key}`];
    return untranslated(item, `${path}.${key}`);
  });
}

/** Commands of the menus and key bindings that are not declared. */
function strayMenuCommands(of: Contributes): string[] {
  const declared = new Set(of.commands.map(({ command }) => command));
  const used = [...Object.values(of.menus ?? {}).flat(), ...(of.keybindings ?? [])];
  return used
    .map(({ command }) => command)
    .filter((command): command is string => command !== undefined && !declared.has(command));
}

/** Commands that are hidden from the palette for good, and in no menu and on no key. */
function unreachableCommands({ commands: declared, menus, keybindings }: Contributes): string[] {
  const inMenus = Object.values(menus ?? {})
    .flat()
    .filter(({ when }) => when !== 'false');
  const hidden = (menus?.['commandPalette'] ?? []).filter(({ when }) => when === 'false');
  const isHidden = new Set(hidden.map(({ command }) => command));
  const reached = new Set([...inMenus, ...(keybindings ?? [])].map(({ command }) => command));
  return declared
    .map(({ command }) => command)
    .filter((command) => isHidden.has(command) && !reached.has(command));
}

describe('The manifest', () => {
  it('declares only commands of the table', () => {
    assert.deepEqual(
      commands.filter((command) => !known.has(command)),
      [],
    );
  });

  it('declares every command that is not internal', () => {
    const text = readFiles(['extension/platform/vscode/contributions.ts'])[0]!.text;
    const internal = [...text.matchAll(/\/\*\* Internal:[^*]*\*\/\s+\w+: '([^']+)'/g)].map(
      (m) => m[1],
    );
    assert.deepEqual(
      [...known].filter((command) => !commands.includes(command) && !internal.includes(command)),
      [],
    );
  });

  it('declares no command twice', () => {
    assert.equal(new Set(commands).size, commands.length);
  });

  it('gives every command the same category', () => {
    assert.equal(new Set(contributes.commands.map(({ category }) => category)).size, 1);
  });

  it('puts only declared commands into menus and key bindings', () => {
    assert.deepEqual(strayMenuCommands(contributes), []);
  });

  it('means the same files by settings as the code does', () => {
    const [editor] = contributes.customEditors;
    assert.deepEqual(
      editor?.selector.map(({ filenamePattern }) => filenamePattern),
      settingsGlobs('any', false),
    );
    const [validation] = contributes.jsonValidation;
    assert.deepEqual(
      validation?.fileMatch.map((pattern) => `**/${pattern}`),
      settingsGlobs('any', false),
    );
    assert.deepEqual(
      manifest.activationEvents
        ?.filter((event) => event.startsWith('workspaceContains'))
        .toSorted(),
      settingsGlobs('used', false)
        .map((glob) => `workspaceContains:${glob}`)
        .toSorted(),
    );
  });

  it('leaves a way to every command: the palette, a menu or a key', () => {
    assert.deepEqual(unreachableCommands(contributes), []);
  });

  it('declares only settings that are read', () => {
    const code = sources.map(({ text }) => text).join('\n');
    const names = Object.keys(contributes.configuration.properties).map((key) =>
      key.slice(settingsSection.length + 1),
    );
    assert.deepEqual(
      names.filter((name) => !code.includes(`readSetting('${name}')`)),
      [],
    );
  });

  it('has a handler for every command', () => {
    const code = sources.map(({ text }) => text).join('\n');
    const unhandled = Object.entries(Commands).filter(
      ([name]) => !new RegExp(`Commands\\.${name}\\b[^]`).test(code),
    );
    assert.deepEqual(unhandled, []);
  });

  it('names the views of the table', () => {
    const views = Object.values(contributes.views).flat();
    assert.ok(Object.keys(contributes.views).includes(Views.container));
    assert.deepEqual(
      Object.values(contributes.viewsContainers).flatMap((list) => list.map(({ id }) => id)),
      [Views.container],
    );
    assert.ok(views.some(({ id }) => id === Views.servers));
    const ids = new Set<string>(Object.values(Views));
    assert.deepEqual(
      [
        ...views.map(({ id }) => id),
        ...(contributes.viewsWelcome ?? []).map(({ view }) => view),
      ].filter((id) => !ids.has(id)),
      [],
    );
  });

  it('names the debug type and the settings section of the table', () => {
    assert.deepEqual(
      contributes.debuggers.map(({ type }) => type),
      [debugType],
    );
    assert.deepEqual(
      Object.keys(contributes.configuration.properties).filter(
        (key) => !key.startsWith(`${settingsSection}.`),
      ),
      [],
    );
  });

  it('takes every text from package.nls.json, and leaves none there unused', () => {
    const messages = Object.keys(readJson('package.nls.json') as object);
    const used = messageKeys(manifest);
    assert.deepEqual(
      used.filter((key) => !messages.includes(key)),
      [],
    );
    assert.deepEqual(
      messages.filter((key) => !used.includes(key)),
      [],
    );
    assert.deepEqual(untranslated(contributes), []);
  });

  it('does not activate at every start', () => {
    assert.ok(!(manifest.activationEvents ?? []).some((event) => event === '*'));
  });

  it('points at files that are there', () => {
    const icons = Object.values(contributes.viewsContainers).flatMap((list) =>
      list.map(({ icon }) => icon),
    );
    for (const path of [...icons, ...(manifest.icon ? [manifest.icon] : [])]) {
      assert.ok(existsSync(join(root, path)), path);
    }
  });
});

describe('The manifest checker', () => {
  it('sees a menu entry of no command', () => {
    const planted = {
      ...contributes,
      menus: { commandPalette: [{ command: 'serverProfiles.gone' }] },
    };
    assert.deepEqual(strayMenuCommands(planted), ['serverProfiles.gone']);
  });

  it('sees a command that nobody can reach', () => {
    const planted: Contributes = {
      ...contributes,
      commands: [{ command: 'a.gone', title: '%x%' }],
      menus: { commandPalette: [{ command: 'a.gone', when: 'false' }] },
      keybindings: [],
    };
    assert.deepEqual(unreachableCommands(planted), ['a.gone']);
    assert.deepEqual(unreachableCommands({ ...planted, keybindings: [{ command: 'a.gone' }] }), []);
  });

  it('sees a text that is not translated', () => {
    assert.deepEqual(untranslated({ commands: [{ title: 'Run' }] }), ['.commands.title']);
    assert.deepEqual(messageKeys({ title: '%command.run%' }), ['command.run']);
  });
});
