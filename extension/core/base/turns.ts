/** Does one thing after the other. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Resolves when all that was taken so far is over, well or not. */
  get over(): Promise<unknown> {
    return this.#last;
  }

  /** Does it once its turn has come; what went before may have failed. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
