import type { TextDocument } from 'vscode';

import type { ParsedSettings } from '../../../server-runtime/launch/reparse.ts';
import type { ParsedDocuments } from '../../core/documents/parsedDocuments.ts';
import { type ReadDocument, readDocument } from './tabModel.ts';

/** Reads a document as a tab shows it; the same object as long as there is nothing else to show. */
export class DocumentReader {
  readonly #document: TextDocument;
  readonly #documents: ParsedDocuments;
  #last: { readonly names: readonly string[]; readonly value: ReadDocument } | undefined;
  /** Names in the project folder; what kind of project it is depends on them. */
  names: readonly string[] = [];

  constructor(document: TextDocument, documents: ParsedDocuments) {
    this.#document = document;
    this.#documents = documents;
  }

  /** Takes what was read elsewhere already. */
  begin(names: readonly string[], value: ReadDocument): void {
    this.names = names;
    this.#last = { names, value };
  }

  /** The document as it stands, or will when an edit on its way has come. */
  read(parsed: ParsedSettings = this.#documents.parsed(this.#document)): ReadDocument {
    const { names, value: known } = this.#last ?? {};
    if (known && known.settings === parsed.settings && names === this.names) return known;
    const value = readDocument(parsed, this.names);
    this.#last = { names: this.names, value };
    return value;
  }
}
