// What helps in the text of a settings file, each part by itself: hovers, all fixes at once, rename.
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  type CodeActionContext,
  CodeActionTriggerKind,
  type MarkdownString,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';
import { FixProvider } from '../../../extension/features/editing/fixProvider.ts';
import { fixAll } from '../../../extension/features/editing/fixKinds.ts';
import { ProfileHover } from '../../../extension/features/editing/hoverProvider.ts';
import { ProfileRename } from '../../../extension/features/editing/renameProvider.ts';
import type { SettingsReader } from '../../../extension/features/editing/settingsDocuments.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import { projectContentOf } from '../../../server-runtime/launch/projectKind.ts';

/** A reader of documents as if they were the settings of a project with these names in its folder. */
function readerOf(names: readonly string[]): SettingsReader {
  const read = (document: TextDocument): ReturnType<SettingsReader['read']> => {
    const text = document.getText();
    const { kind } = projectContentOf(names);
    const settings = parseLaunchSettings(text);
    return { text, settings, kind, names, projectId: 'file:///w', areUsed: true };
  };
  return { read } as SettingsReader;
}

const openText = async (profiles: string): Promise<TextDocument> =>
  workspace.openTextDocument({ language: 'json', content: `{ "profiles": { ${profiles} } }` });

/** Tests of what helps in the text. */
export function textParts(): void {
  describe('A hover', () => {
    /** What it says at the first place of a text. */
    async function hover(profiles: string, place: string, names: string[]): Promise<string> {
      const document = await openText(profiles);
      const at = document.positionAt(document.getText().indexOf(place) + 1);
      const found = new ProfileHover(readerOf(names)).provideHover(document, at);
      const [content] = found?.contents ?? [];
      return (content as MarkdownString).value;
    }
    const project = (content: string): string => `"web": { "commandName": "Project", ${content} }`;
    const cases: readonly (readonly [
      what: string,
      profiles: string,
      place: string,
      names: string[],
      said: RegExp,
    ])[] = [
      [
        'tells the arguments of a .NET program, not those of dotnet run',
        project('"commandLineArgs": "--name $(MSBuildProjectName)"'),
        '"commandLineArgs"',
        ['Shop.csproj'],
        /^Effective: `"--name" "Shop"` \(from profile\)/,
      ],
      [
        'says of what only the build knows that it does',
        project('"workingDirectory": "$(OutDir)"'),
        '"workingDirectory"',
        ['Shop.csproj'],
        /^Effective: known once the project has been built\./,
      ],
      [
        'tells a variable beside one that only the build knows',
        project('"environmentVariables": { "A": "$(OutDir)", "B": "b" }'),
        '"B"',
        ['Shop.csproj'],
        /^Effective: `b`/,
      ],
      [
        'gives a project no program of its own',
        project('"executablePath": "tool"'),
        '"executablePath"',
        ['startup.js'],
        /^Read by/,
      ],
      [
        'tells nothing of a profile that does not run here',
        '"web": { "commandName": "Docker", "applicationUrl": "http://localhost:9999" }',
        '"applicationUrl"',
        ['startup.js'],
        /^Read by/,
      ],
      [
        'tells nothing of two profiles of one name',
        `${project('"applicationUrl": "http://localhost:1"')}, ${project('"launchUrl": ""')}`,
        '"applicationUrl"',
        ['startup.js'],
        /^Read by/,
      ],
    ];
    for (const [what, profiles, place, names, said] of cases) {
      it(what, async () => assert.match(await hover(profiles, place, names), said));
    }
  });

  it('mends at once what stands in one line after another', async () => {
    const lines = ['"launchUrl": null,', '"workingDirectory": null,', '"executablePath": null,'];
    const web = (some: readonly string[]): string =>
      `"web": {\n${some.join('\n')}\n"commandName": "Project"\n}`;
    const document = await openText(web(lines));
    const context: CodeActionContext = {
      ...{ diagnostics: [], only: fixAll, triggerKind: CodeActionTriggerKind.Invoke },
    };
    const provider = new FixProvider(readerOf(['startup.js']));
    const [action] = provider.provideCodeActions(document, new Range(0, 0, 0, 0), context);
    assert.ok(action?.edit && (await workspace.applyEdit(action.edit)));
    assert.equal(document.getText(), `{ "profiles": { ${web([])} } }`.replace('{\n\n', '{\n'));
  });

  it('renames nothing to the name that it has, although that has blanks around it', async () => {
    const document = await openText('"web ": { "commandName": "Project" }');
    const rename = new ProfileRename(readerOf([]));
    const at = document.positionAt(document.getText().indexOf('"web'));
    assert.equal(rename.provideRenameEdits(document, at, 'web ').size, 0);
    assert.equal(rename.provideRenameEdits(document, at, ' Web ').size, 1);
  });
}
