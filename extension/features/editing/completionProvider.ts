import {
  commands,
  type CompletionContext,
  type CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  type CompletionList,
  l10n,
  type Position,
  Range,
  SnippetString,
  type TextDocument,
  TextEdit,
  type Uri,
} from 'vscode';

import {
  type Completion,
  completions,
  type CompletionSchema,
  type SuggestValues,
} from '../../core/documents/completions.ts';
import { portsInUse } from '../../core/documents/portsInUse.ts';
import { freePort } from '../../platform/node/freePort.ts';
import { readText } from '../../platform/vscode/workspaceFiles.ts';
import type { ReadSettings, SettingsReader } from './settingsDocuments.ts';

/** Tells our own question to the other providers from a person's. */
const ownQuestion = 'serverProfiles';

/**
 * Keys and values of settings files, in all of them alike: VS Code's JSON service goes by the `$schema` that a file names,
 * which it often cannot load. What it knows nevertheless is left to it.
 */
export class SettingsCompletion implements CompletionItemProvider {
  readonly #schemaUri: Uri;
  readonly #reader: SettingsReader;
  #schema: Promise<CompletionSchema> | undefined;

  constructor(schemaUri: Uri, reader: SettingsReader) {
    this.#schemaUri = schemaUri;
    this.#reader = reader;
  }

  async provideCompletionItems(
    document: TextDocument,
    position: Position,
    _token: unknown,
    { triggerCharacter }: CompletionContext,
  ): Promise<CompletionItem[]> {
    if (triggerCharacter === ownQuestion) return [];
    this.#schema ??= readSchema(this.#schemaUri);
    const schema = await this.#schema;
    const suggest = await suggestValues(this.#reader.read(document));
    const found = completions(document.getText(), document.offsetAt(position), schema, suggest);
    if (found.length === 0) return [];
    const list = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
      ownQuestion,
    );
    const others = list.items.filter(({ kind }) => kind !== CompletionItemKind.Text);
    const known = new Set(others.map(({ label }) => label));
    return found
      .filter(({ label }) => !known.has(label))
      .map((one, index) => toItem(document, one, index));
  }
}

/** Addresses on ports that nothing uses at the moment, and servers by their names. */
async function suggestValues({ settings, kind }: ReadSettings): Promise<SuggestValues> {
  const taken = portsInUse(settings);
  const [http, https, ssl] = await Promise.all([
    freePort('http', taken),
    freePort('https', taken),
    freePort('ssl', taken),
  ]);
  const isFree = l10n.t('A port that is free.');
  const plain = { value: `http://localhost:${http}`, description: isFree, isUsual: true };
  const urls = [
    plain,
    { value: `https://localhost:${https};${plain.value}`, description: l10n.t('Free ports.') },
    {
      value: 'http://127.0.0.1:0',
      description: l10n.t('A port that the system chooses at each launch.'),
    },
  ];
  const servers = ['Kestrel', 'WebListener'].map((name) => ({
    value: `--server ${name}`,
    description: l10n.t('The server of the app.'),
  }));
  return ([section, , key, ...rest]) => {
    if (rest.length > 0) return [];
    if (section === 'iisSettings' && key === 'applicationUrl') return [plain];
    if (section === 'iisSettings' && key === 'sslPort') {
      return [
        { value: ssl, description: isFree, isUsual: true },
        { value: 0, description: l10n.t('No https.') },
      ];
    }
    if (section !== 'profiles') return [];
    if (key === 'applicationUrl') return urls;
    return key === 'commandLineArgs' && kind === 'host' ? servers : [];
  };
}

async function readSchema(uri: Uri): Promise<CompletionSchema> {
  return JSON.parse((await readText(uri)) ?? '{}') as CompletionSchema;
}

function toItem(document: TextDocument, completion: Completion, index: number): CompletionItem {
  const { place, label, filter, snippet, description } = completion;
  const at = (offset: number): Position => document.positionAt(offset);
  const { offset, length } = place.range;
  return {
    label,
    kind: place.kind === 'key' ? CompletionItemKind.Property : CompletionItemKind.Value,
    range: new Range(at(offset), at(offset + length)),
    filterText: filter,
    // The schema has what is used most first.
    sortText: String(index).padStart(3, '0'),
    insertText: new SnippetString(snippet),
    ...(description !== undefined && { documentation: description }),
    additionalTextEdits:
      place.missingComma === undefined ? [] : [TextEdit.insert(at(place.missingComma), ',')],
  };
}
