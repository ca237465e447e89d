import { fieldId, type ViewContext } from './fields.ts';
import { rowAfterRemoval } from './rowAfterRemoval.ts';
import { say } from './state.ts';

/** Whether the first field is to have the focus once the editor gives it to the page. */
let isFirstNext = false;

/**
 * Gives the focus to the first field that is typed into. The list of launch kinds above it would take a letter for a choice.
 * It is not taken away from another part of the editor, as the tree; a menu that was chosen from gives it back a little later.
 */
export function focusFirstField(): void {
  isFirstNext = !document.hasFocus();
  if (!isFirstNext) document.querySelector<HTMLElement>('.form vscode-textfield')?.focus();
}

/**
 * Gives the focus back to the control that had it when an input box, a menu or a dialog of the editor closes: the editor
 * hands it to the page, which would start again at its top.
 */
export function keepFocus(): void {
  let last: HTMLElement | undefined;
  window.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target !== document.body) last = target;
  });
  // A click beside all controls means to leave the one that had the focus.
  window.addEventListener('pointerdown', () => {
    last = undefined;
    isFirstNext = false;
  });
  window.addEventListener('focus', ({ target }) => {
    if (isFirstNext) return focusFirstField();
    const isPage = target === window || target === document;
    if (isPage && document.activeElement === document.body) last?.focus({ preventScroll: true });
  });
}

/** A row that is removed by its button. */
interface RemovedRow {
  readonly name: string;
  readonly index: number;
  /** How many rows there were. */
  readonly count: number;
  /** The field of a row that gets the focus. */
  readonly fieldOf: (index: number) => string;
}

/**
 * Says that a row is removed, and gives the focus to another one, or to the button that adds one: the button that was pressed
 * goes with its row.
 */
export function leaveRow(
  { controller }: ViewContext,
  { currentTarget }: Event,
  { name, index, count, fieldOf }: RemovedRow,
): void {
  controller.dispatch({ type: 'announce', text: say(controller.state, 'removed', name) });
  const row = rowAfterRemoval(index, count);
  const control =
    row < 0
      ? (currentTarget as Element).closest('.field')?.querySelector<HTMLElement>('vscode-button')
      : document.getElementById(fieldId(fieldOf(row)));
  control?.focus();
}
