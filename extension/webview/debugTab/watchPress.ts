const controls = 'button, input, label, vscode-button';

/**
 * Tells whether a control is being pressed, and when that is over. What moves between press and release takes the click
 * away from the control: leaving a field may say what is wrong with it, and so move the button that the person has
 * under the pointer.
 */
export function watchPress(onRelease: () => void): () => boolean {
  let isPressed = false;
  const release = (): void => {
    if (!isPressed) return;
    isPressed = false;
    // The click comes right after the release, and finds the control where it was pressed.
    setTimeout(onRelease);
  };
  const passive = { capture: true, passive: true };
  window.addEventListener(
    'pointerdown',
    ({ button, target }) => {
      isPressed = button === 0 && target instanceof Element && target.closest(controls) !== null;
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
