/** A Web stream that is pushed into, one part at a time: pushing waits until the reader wants more. */
export class BodyQueue {
  readonly stream: ReadableStream<Uint8Array>;
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  #wanted: (() => void) | undefined;
  #isClosed = false;

  /** The callback runs when the reader gives up. */
  constructor(onCancel: () => void) {
    this.stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
      pull: () => this.#release(),
      cancel: () => {
        this.#isClosed = true;
        this.#release();
        onCancel();
      },
    });
  }

  push(chunk: Uint8Array): Promise<void> | undefined {
    if (this.#isClosed) return undefined;
    this.#controller.enqueue(chunk);
    if ((this.#controller.desiredSize ?? 1) > 0) return undefined;
    return new Promise((resolve) => {
      this.#wanted = resolve;
    });
  }

  end(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#controller.close();
  }

  fail(error: unknown): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#controller.error(error);
  }

  #release(): void {
    this.#wanted?.();
    this.#wanted = undefined;
  }
}
