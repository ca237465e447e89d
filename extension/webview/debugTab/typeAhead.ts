/** Milliseconds after which a letter begins a new word. */
const pause = 1000;

/** Finds a choice by the first letters of its label as they are typed, as the lists of the platform do. */
export class TypeAhead {
  #letters: readonly string[] = [];
  #lastAt = -Infinity;

  /**
   * Takes a key.
   *
   * @param key as `KeyboardEvent.key` says it
   * @param at when, in ms, by the clock of `Event.timeStamp`
   * @param selected index of the label that is chosen now, or -1
   * @returns index of the label that is meant; undefined when the key is no letter, or none begins so
   */
  find(key: string, at: number, labels: readonly string[], selected: number): number | undefined {
    const isFirst = at - this.#lastAt > pause;
    // A blank by itself opens the list.
    if (Array.from(key).length !== 1 || (isFirst && key === ' ')) return undefined;
    this.#letters = [...(isFirst ? [] : this.#letters), key.toLocaleLowerCase()];
    this.#lastAt = at;
    const [first = ''] = this.#letters;
    // One letter again and again goes through those that begin with it.
    const isOneLetter = this.#letters.every((letter) => letter === first);
    const begin = isOneLetter ? first : this.#letters.join('');
    const from = isOneLetter ? selected + 1 : Math.max(0, selected);
    for (let step = 0; step < labels.length; step++) {
      const index = (from + step) % labels.length;
      if (labels[index]?.toLocaleLowerCase().startsWith(begin)) return index;
    }
    return undefined;
  }
}
