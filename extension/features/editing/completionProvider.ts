import {
  commands,
  type CompletionContext,
  type CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  type CompletionList,
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
} from '../../core/documents/completions.ts';
import { readText } from '../../platform/vscode/workspaceFiles.ts';

/** Tells our own question to the other providers from a person's. */
const ownQuestion = 'serverProfiles';

/**
 * Keys and values of settings files that name a `$schema`: VS Code's JSON service completes these by that schema alone,
 * which it often cannot load. What it knows nevertheless is left to it.
 */
export class SettingsCompletion implements CompletionItemProvider {
  readonly #schemaUri: Uri;
  #schema: Promise<CompletionSchema> | undefined;

  constructor(schemaUri: Uri) {
    this.#schemaUri = schemaUri;
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
    const found = completions(document.getText(), document.offsetAt(position), schema);
    if (found.length === 0) return [];
    const list = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
      ownQuestion,
    );
    const others = list.items.filter(({ kind }) => kind !== CompletionItemKind.Text);
    const known = new Set(others.map(({ label }) => label));
    return found.filter(({ label }) => !known.has(label)).map((one) => toItem(document, one));
  }
}

async function readSchema(uri: Uri): Promise<CompletionSchema> {
  return JSON.parse((await readText(uri)) ?? '{}') as CompletionSchema;
}

function toItem(document: TextDocument, completion: Completion): CompletionItem {
  const { place, label, filter, snippet, description } = completion;
  const at = (offset: number): Position => document.positionAt(offset);
  const { offset, length } = place.range;
  return {
    label,
    kind: place.kind === 'key' ? CompletionItemKind.Property : CompletionItemKind.Value,
    range: new Range(at(offset), at(offset + length)),
    filterText: filter,
    insertText: new SnippetString(snippet),
    ...(description !== undefined && { documentation: description }),
    additionalTextEdits:
      place.missingComma === undefined ? [] : [TextEdit.insert(at(place.missingComma), ',')],
  };
}
