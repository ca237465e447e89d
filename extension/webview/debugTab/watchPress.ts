/**
 * Tells whether a button is being pressed, and when that is over. What moves between press and release takes the click
 * away: a variable without a name goes as its row is left, and the button below it that is pressed goes up.
 */
export function watchPress(onRelease: () => void): () => boolean {
  let isPressed = false;
  const release = (): void => {
    if (!isPressed) return;
    isPressed = false;
    // The click comes right after the release, and finds the button where it was pressed.
    setTimeout(onRelease);
  };
  const passive = { capture: true, passive: true };
  window.addEventListener(
    'pointerdown',
    ({ button, target }) => {
      const pressed = target instanceof Element ? target.closest('button, vscode-button') : null;
      isPressed = button === 0 && pressed !== null;
    },
    passive,
  );
  window.addEventListener('pointerup', release, passive);
  // As a drag begins.
  window.addEventListener('pointercancel', release, passive);
  // Released where the page is not told.
  window.addEventListener('pointermove', ({ buttons }) => buttons === 0 && release(), passive);
  window.addEventListener('blur', release);
  return () => isPressed;
}
