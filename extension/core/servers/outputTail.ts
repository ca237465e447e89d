/** Terminal control sequences (colours, cursor, titles). */
// oxlint-disable-next-line no-control-regex
const controlSequence = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;

/** Keeps the last lines of an output, without terminal control sequences, to say why something ended. */
export class OutputTail {
  readonly #limit: number;
  #lines: string[] = [];
  #rest = '';

  /** @param limit number of lines. */
  constructor(limit = 20) {
    this.#limit = limit;
  }

  append(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(-10_000);
    this.#lines = [...this.#lines, ...lines.map(plain).filter(Boolean)].slice(-this.#limit);
  }

  /** Oldest first. */
  get lines(): string[] {
    return [...this.#lines, plain(this.#rest)].filter(Boolean).slice(-this.#limit);
  }
}

function plain(line: string): string {
  return line.replace(controlSequence, '').trimEnd();
}
