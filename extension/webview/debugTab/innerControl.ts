import { noChange } from 'lit-html';
import { directive, Directive } from 'lit-html/directive.js';
import type { ElementPart } from 'lit-html/directive.js';

interface InnerControlOptions {
  /** What a screen reader says after the name. */
  readonly description: string;
  readonly isInvalid: boolean;
  readonly inputMode: 'text' | 'numeric' | 'url';
}

interface RenderingElement extends HTMLElement {
  readonly updateComplete: Promise<unknown>;
}

/** Says of the control inside an element of the library what the element itself has no property for. */
class InnerControl extends Directive {
  #done: InnerControlOptions | undefined;

  override render(_options: InnerControlOptions): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [options]: [InnerControlOptions]): typeof noChange {
    const { description, isInvalid, inputMode } = options;
    const done = this.#done;
    const isDone =
      done?.description === description &&
      done.isInvalid === isInvalid &&
      done.inputMode === inputMode;
    this.#done = options;
    if (!isDone) void apply(element as RenderingElement, options);
    return noChange;
  }
}

async function apply(
  element: RenderingElement,
  { description, isInvalid, inputMode }: InnerControlOptions,
): Promise<void> {
  await element.updateComplete;
  const control = element.shadowRoot?.querySelector('input');
  if (!control) return;
  // By its text: the elements that say it stand in another tree, which older engines cannot point to.
  control.ariaDescription = description === '' ? null : description;
  control.ariaInvalid = isInvalid ? 'true' : null;
  control.inputMode = inputMode;
  control.spellcheck = false;
  // Its background would fill the corners of the frame around it.
  control.style.borderRadius = 'inherit';
}

/** See {@link InnerControl}. */
export const innerControl = directive(InnerControl);
