import { STATUS_CODES, type ServerResponse } from 'node:http';
import { ResponseBase } from '../../http/responseBase.ts';

/** Sends a response through Node's `ServerResponse`. */
export class NodeResponse extends ResponseBase {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    super();
    this.#response = response;
  }

  /** Also true when the app has used Node's response itself. */
  override get hasStarted(): boolean {
    return super.hasStarted || this.#response.headersSent;
  }

  protected override sendHead(
    statusCode: number,
    reasonPhrase: string,
    lines: readonly string[],
  ): void {
    if (this.#response.headersSent) return;
    const phrase = reasonPhrase || (STATUS_CODES[statusCode] ?? '');
    this.#response.writeHead(statusCode, phrase, [...lines]);
  }

  protected override sendBody(chunk: Uint8Array | string): Promise<void> | undefined {
    const response = this.#response;
    if (response.closed || response.write(chunk)) return undefined;
    return new Promise((resolve) => {
      const done = () => {
        response.off('drain', done).off('close', done);
        resolve();
      };
      response.on('drain', done).on('close', done);
    });
  }

  protected override sendEnd(): Promise<void> | undefined {
    const response = this.#response;
    // Without a socket the connection speaks another protocol already.
    if (response.writableFinished || response.closed || !response.socket) return undefined;
    return new Promise((resolve) => {
      response.once('finish', resolve).once('close', resolve);
      if (!response.writableEnded) response.end();
    });
  }
}
