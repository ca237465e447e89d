// What an extension owes the editor and its people: trust, scopes, activation, menus that make sense, a short walkthrough.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readFiles, readJson, repositoryFiles, root } from './repositoryFiles.ts';

interface MenuEntry {
  readonly command?: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly l10n: string;
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly restrictedConfigurations: readonly string[];
    };
    readonly virtualWorkspaces: { readonly supported: unknown };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly keybindings: readonly { readonly command: string; readonly when?: string }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<
          string,
          {
            scope?: string;
            markdownDescription?: string;
            enum?: string[];
            enumDescriptions?: string[];
          }
        >
      >;
    };
    readonly viewsWelcome: readonly { readonly contents: string; readonly when?: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly id: string;
        readonly description: string;
        readonly media: {
          readonly image: Readonly<Record<string, string>>;
          readonly altText: string;
        };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

const manifest = readJson('package.json') as Manifest;
const texts = readJson('package.nls.json') as Readonly<Record<string, string>>;
const { contributes, capabilities } = manifest;
const contextKeys = [
  ...readFiles(['extension/platform/vscode/contributions.ts'])[0]!.text.matchAll(
    /^ {2}'(serverProfiles\.\w+)': (?:boolean|readonly string\[\]);$/gm,
  ),
].map(([, key]) => key!);

/** Commands that the palette always has: they make sense with or without a folder. */
const always = new Set(
  ['newProject', 'showLog', 'trustCertificate'].map((n) => `serverProfiles.${n}`),
);

/** Our context keys in `when` clauses that nobody sets. */
function strayKeys(clauses: readonly (string | undefined)[]): string[] {
  const ids = new Set([...contextKeys, 'serverProfiles.servers', 'serverProfiles.debugTab']);
  return clauses
    .flatMap((clause) => clause?.match(/serverProfiles\.\w+/g) ?? [])
    .filter((key) => !ids.has(key));
}

describe('The conventions of extensions', () => {
  it('limit what runs without trust, and name each setting that names a program', () => {
    assert.equal(capabilities.untrustedWorkspaces.supported, 'limited');
    assert.equal(capabilities.virtualWorkspaces.supported, 'limited');
    const programs = Object.keys(contributes.configuration.properties).filter((key) =>
      /path|args|env|host|proxy|command/i.test(key),
    );
    assert.deepEqual(capabilities.untrustedWorkspaces.restrictedConfigurations, programs);
  });

  it('run where the workspace is', () => {
    assert.deepEqual(manifest.extensionKind, ['workspace']);
  });

  it('give each setting a scope and a description, each of its values too', () => {
    for (const [key, setting] of Object.entries(contributes.configuration.properties)) {
      assert.ok(setting.scope, key);
      assert.ok(setting.markdownDescription, key);
      assert.equal(setting.enumDescriptions?.length, setting.enum?.length, key);
    }
  });

  it('activate for what needs the extension, and at no other time', () => {
    const known = /^(onDebug\w+(:server-profile)?|workspaceContains:\*\*\/.+\.json)$/;
    assert.deepEqual(
      manifest.activationEvents.filter((event) => !known.test(event) || event === 'onDebug'),
      [],
    );
  });

  it('hide commands from the palette where they make no sense', () => {
    const entries = contributes.menus['commandPalette'] ?? [];
    const hidden = new Set(entries.filter(({ when }) => when).map(({ command }) => command));
    assert.deepEqual(
      contributes.commands
        .map(({ command }) => command)
        .filter((id) => !hidden.has(id) && !always.has(id)),
      [],
    );
  });

  it('gate by trust what launches, in the palette and in menus', () => {
    const launching = /\.(run|debug|restart)(Active|Shown)?$/;
    const commands = contributes.commands.filter(({ command }) => launching.test(command));
    assert.ok(commands.length >= 8);
    const { commandPalette = [], ...menus } = contributes.menus;
    const inMenus = new Set(Object.values(menus).flatMap((m) => m.map(({ command }) => command)));
    for (const { command, enablement } of commands) {
      const inPalette = commandPalette.find((entry) => entry.command === command);
      assert.match(
        inPalette?.when ?? '',
        /^isWorkspaceTrusted\b(?! \|\|)|&& isWorkspaceTrusted$|^false$/,
        command,
      );
      if (inMenus.has(command)) assert.equal(enablement, 'isWorkspaceTrusted', command);
    }
  });

  it('leave the keys without trust: the editor knows of it late, and who presses one is led to it', () => {
    const enablements = new Map(contributes.commands.map((c) => [c.command, c.enablement]));
    for (const { command, when } of contributes.keybindings) {
      // The editor adds the one to the other.
      assert.doesNotMatch(`${when} ${enablements.get(command)}`, /isWorkspaceTrusted/, command);
    }
  });

  it('use only context keys that are set', () => {
    const clauses = [
      ...Object.values(contributes.menus).flat(),
      ...contributes.keybindings,
      ...contributes.viewsWelcome,
    ].map(({ when }) => when);
    assert.deepEqual(strayKeys(clauses), []);
    const code = readFiles(repositoryFiles('extension').filter((path) => path.endsWith('.ts')))
      .map(({ text }) => text)
      .join('\n');
    for (const key of contextKeys) {
      assert.match(code, new RegExp(`setContextKey\\(\\s*'${key.replace('.', '\\.')}'`), key);
    }
  });

  it('have a walkthrough of at most six steps, each with a picture and a way to be done', () => {
    for (const { steps } of contributes.walkthroughs) {
      assert.ok(steps.length <= 6);
      for (const { id, media, completionEvents } of steps) {
        for (const theme of ['dark', 'light', 'hc', 'hcLight']) {
          assert.ok(existsSync(join(root, media.image[theme] ?? '')), `${id}, ${theme}`);
        }
        assert.match(media.altText, /^%.+%$/, id);
        assert.ok(completionEvents.length > 0, id);
      }
    }
  });

  it('have steps with a button that are done when what it is for is there, not when it was pressed', () => {
    for (const { id, description, completionEvents } of contributes.walkthroughs[0]!.steps) {
      const text = texts[description.slice(1, -1)] ?? '';
      const isToRead = !text.includes('(command:');
      for (const event of completionEvents) {
        assert.match(event, isToRead ? /^onStepSelected$/ : /^onContext:/, id);
        assert.deepEqual(strayKeys([event]), [], id);
      }
    }
  });

  it('greet a folder without profiles with one action', () => {
    const welcome = texts['welcome.noProfiles'] ?? '';
    assert.deepEqual(welcome.match(/\(command:[\w.]+\)/g), ['(command:serverProfiles.newProfile)']);
  });

  it('link to commands that are there', () => {
    const declared = new Set(contributes.commands.map(({ command }) => command));
    const linked = Object.values(texts).flatMap((text) =>
      [...text.matchAll(/\(command:(serverProfiles\.\w+)\)/g)].map(([, id]) => id!),
    );
    assert.deepEqual(
      linked.filter((id) => !declared.has(id)),
      [],
    );
  });

  it('send nothing anywhere', () => {
    const code = readFiles(repositoryFiles('extension').filter((path) => path.endsWith('.ts')));
    const senders =
      /\b(createTelemetryLogger|TelemetryReporter|fetch\(|node:https?['"]|XMLHttpRequest)/;
    assert.deepEqual(
      code.filter(({ text }) => senders.test(text)).map(({ path }) => path),
      [],
    );
  });
});

describe('The conventions checker', () => {
  it('sees a context key that nobody sets', () => {
    assert.deepEqual(strayKeys(['serverProfiles.isGone && view == serverProfiles.servers']), [
      'serverProfiles.isGone',
    ]);
  });
});
