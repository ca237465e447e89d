import type { Clock } from '../../core/base/clock.ts';
import type { Disposable } from '../../core/base/disposable.ts';

/** Milliseconds within which the editor tells of the typing that has moved the highlight. */
const together = 50;

/**
 * What a person has chosen in a list, while they type above it. With each letter the editor highlights the first item, and
 * tells that first: a highlight that typing follows at once is none of theirs.
 */
export class ChosenWhileTyping<Choice> implements Disposable {
  readonly #clock: Clock;
  readonly #onDidChoose: () => void;
  #chosen: Choice;
  #next: { readonly choice: Choice; readonly timer: Disposable } | undefined;

  constructor(chosen: Choice, clock: Clock, onDidChoose: () => void) {
    this.#chosen = chosen;
    this.#clock = clock;
    this.#onDidChoose = onDidChoose;
  }

  get chosen(): Choice {
    return this.#chosen;
  }

  /** The highlight has moved. */
  highlight(choice: Choice): void {
    // Each letter moves it once, so the one before was moved by the person.
    this.settle();
    const timer = this.#clock.after(together, () => this.settle());
    this.#next = { choice, timer };
  }

  /** Something was typed. */
  type(): void {
    this.dispose();
  }

  /** Nothing is going to be typed any more. */
  settle(): void {
    const { choice } = this.#next ?? { choice: this.#chosen };
    this.dispose();
    if (choice === this.#chosen) return;
    this.#chosen = choice;
    this.#onDidChoose();
  }

  dispose(): void {
    this.#next?.timer.dispose();
    this.#next = undefined;
  }
}
