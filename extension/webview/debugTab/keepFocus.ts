/**
 * Gives the focus to the first field that is typed into. The list of launch kinds above it would take a letter for a choice.
 */
export function focusFirstField(): void {
  document.querySelector<HTMLElement>('.form vscode-textfield')?.focus();
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
  });
  window.addEventListener('focus', ({ target }) => {
    const isPage = target === window || target === document;
    if (isPage && document.activeElement === document.body) last?.focus({ preventScroll: true });
  });
}
