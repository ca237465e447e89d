import type { Webview } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { Log } from '../../core/base/log.ts';
import { webviewPage } from './webviewPage.ts';

export interface WebviewHostOptions<Request> {
  readonly webview: Webview;
  readonly title: string;
  /** The editor's language, for screen readers. */
  readonly language: string;
  /** Whether a message is one that the webview may send; others are logged and dropped. */
  readonly isRequest: (message: unknown) => message is Request;
  readonly onRequest: (request: Request) => void;
  readonly log: Log;
}

/** Milliseconds; of a message to a hidden webview, the editor may never say that it has arrived. */
const deliveryLimit = 50;

/** The extension's end of a webview: its page, with a policy that lets one script of ours run, and typed messages. */
export class WebviewHost<Request, Update> implements Disposable {
  readonly #options: WebviewHostOptions<Request>;
  readonly #store = new DisposableStore();

  constructor(options: WebviewHostOptions<Request>) {
    this.#options = options;
    const { webview, isRequest, onRequest, log } = options;
    this.#store.add(
      webview.onDidReceiveMessage((message: unknown) => {
        if (isRequest(message)) onRequest(message);
        else log.warn(`A webview sent what it may not: ${JSON.stringify(message)?.slice(0, 200)}`);
      }),
    );
  }

  /**
   * Shows the page. Script and first messages are part of it: a request for each would be a round trip through the
   * editor, and the page would stay empty for as long.
   */
  show(script: string, start: readonly Update[]): void {
    if (this.#store.isDisposed) return;
    const { webview, title, language } = this.#options;
    webview.options = { enableScripts: true, localResourceRoots: [] };
    webview.html = webviewPage({ title, language, script, start });
  }

  /** Sends a message; a hidden webview drops it, and asks anew when it is shown again. */
  post(update: Update): void {
    void this.#send(update);
  }

  /** Sends a message. Resolves when the page has it, or when that takes too long to wait for. */
  async deliver(update: Update): Promise<void> {
    let limit: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      limit = setTimeout(resolve, deliveryLimit);
    });
    await Promise.race([this.#send(update), late]);
    clearTimeout(limit);
  }

  #send(update: Update): Thenable<boolean> {
    // The editor's function of that name, which has no origin to tell.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    return this.#options.webview.postMessage(update);
  }

  dispose(): void {
    this.#store.dispose();
  }
}
