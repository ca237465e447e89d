/** Milliseconds after which a key goes on its way although the extension has not answered: it may be gone. */
const patience = 5000;

/**
 * Holds back keys of the editor until the extension says that all edits are in the text: they act on what the text has, so
 * undo would take back the edit before the one that is on its way. Those of undo and redo always, for a field has an undo of
 * its own; any other that a person may have bound to something only while edits are on their way.
 */
export class HeldKeys {
  readonly #ask: (id: number) => void;
  readonly #held = new Map<number, KeyboardEventInit>();
  #last = 0;
  /** What the extension was asked after the last edit; undefined when that is in the text. */
  #lastEdit: number | undefined;

  /** @param ask asks the extension for an answer, by number, when all edits so far are in the text. */
  constructor(ask: (id: number) => void) {
    this.#ask = ask;
    window.addEventListener(
      'keydown',
      (event) => {
        const isWaiting = this.#lastEdit !== undefined;
        if (!event.isTrusted || !(isOfUndo(event) || (isWaiting && isOfEditor(event)))) return;
        // Neither the field's own undo, nor the editor's yet.
        event.preventDefault();
        event.stopImmediatePropagation();
        const id = ++this.#last;
        this.#held.set(id, copyOf(event));
        ask(id);
        setTimeout(() => this.#release(id), patience);
      },
      { capture: true },
    );
  }

  /** An edit is on its way. */
  edited(): void {
    this.#lastEdit = ++this.#last;
    this.#ask(this.#lastEdit);
  }

  /** All edits are in the text that were made before this was asked. */
  settled(id: number): void {
    if (id === this.#lastEdit) this.#lastEdit = undefined;
    this.#release(id);
  }

  /** Sends a key on its way: by the control that has the focus to the page, where the editor listens. */
  #release(id: number): void {
    const held = this.#held.get(id);
    if (!held) return;
    this.#held.delete(id);
    const target = document.activeElement ?? window;
    target.dispatchEvent(new KeyboardEvent('keydown', { ...held, bubbles: true }));
  }
}

/** By the letter, and by its place for those who write in another script. */
function isOfUndo({ ctrlKey, metaKey, key, code }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && (/^[zy]$/i.test(key) || /^Key[ZY]$/.test(code));
}

/** Keys with which fields are edited and moved in, together with a modifier. */
const ofFields = /^([acvx]|Arrow\w+|Home|End|Backspace|Delete|Insert|Control|Meta|Alt\w*|Shift)$/i;

/** Whether a key may be bound to something of the editor, and is neither text nor a field's own. */
export function isOfEditor(event: KeyboardEvent): boolean {
  const { ctrlKey, metaKey, key } = event;
  if (/^F\d+$/.test(key)) return true;
  return (ctrlKey || metaKey) && !event.getModifierState('AltGraph') && !ofFields.test(key);
}

function copyOf(event: KeyboardEvent): KeyboardEventInit {
  const { key, code, keyCode, ctrlKey, metaKey, shiftKey, altKey, repeat } = event;
  // The editor knows keys by their `keyCode`.
  return { key, code, keyCode, ctrlKey, metaKey, shiftKey, altKey, repeat, cancelable: true };
}
