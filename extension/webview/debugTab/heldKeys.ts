/**
 * Holds back the keys of undo and redo until the extension says that all edits are in the text: they are keys of the
 * editor, which undoes what the text has, and so the edit before the one that is on its way.
 */
export class HeldKeys {
  readonly #held = new Map<number, KeyboardEventInit>();
  #last = 0;

  /** @param ask asks the extension for an answer, by number, when all edits so far are in the text. */
  constructor(ask: (id: number) => void) {
    window.addEventListener(
      'keydown',
      (event) => {
        if (!event.isTrusted || !isOfUndo(event)) return;
        // Neither the field's own undo, nor the editor's yet.
        event.preventDefault();
        event.stopImmediatePropagation();
        const id = ++this.#last;
        this.#held.set(id, copyOf(event));
        ask(id);
      },
      { capture: true },
    );
  }

  /** Sends a key on its way, which is where the editor listens to the page. */
  release(id: number): void {
    const held = this.#held.get(id);
    if (!held) return;
    this.#held.delete(id);
    window.dispatchEvent(new KeyboardEvent('keydown', held));
  }
}

/** By the letter, and by its place for those who write in another script. */
function isOfUndo({ ctrlKey, metaKey, key, code }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && (/^[zy]$/i.test(key) || /^Key[ZY]$/.test(code));
}

function copyOf(event: KeyboardEvent): KeyboardEventInit {
  const { key, code, keyCode, ctrlKey, metaKey, shiftKey, altKey, repeat } = event;
  // The editor knows keys by their `keyCode`.
  return { key, code, keyCode, ctrlKey, metaKey, shiftKey, altKey, repeat, cancelable: true };
}
