import { type TextDocument, workspace } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { ReadOnly } from './protocol.ts';
import { whyReadOnly } from './readOnly.ts';

/** Knows whether the editor takes changes of a document, as it was when somebody looked last. */
export class ReadOnlyWatch implements Disposable {
  readonly #document: TextDocument;
  readonly #store = new DisposableStore();
  #reason: ReadOnly | undefined;
  /** Counts what the editor begins to save. */
  #saves = 0;

  /** @param onUnlock called when a file that was read-only turns out not to be. */
  constructor(document: TextDocument, onUnlock: () => void) {
    this.#document = document;
    this.#store.add(
      workspace.onWillSaveTextDocument((save) => {
        if (save.document === document) this.#saves++;
      }),
    );
    this.#store.add(
      workspace.onDidSaveTextDocument((saved) => {
        if (saved !== document || !this.#reason) return;
        this.#reason = undefined;
        onUnlock();
      }),
    );
  }

  /** Why it takes none. */
  get reason(): ReadOnly | undefined {
    return this.#reason;
  }

  /**
   * Looks anew.
   * @param isSaving whether the person saves it: what the editor begins to save then, it takes changes of, whatever comes of it
   */
  async look(isSaving = false, ready: Promise<unknown> = Promise.resolve()): Promise<void> {
    const saves = this.#saves;
    await ready;
    const reason = await whyReadOnly(this.#document, isSaving);
    this.#reason = this.#saves === saves ? reason : undefined;
  }

  dispose(): void {
    this.#store.dispose();
  }
}
