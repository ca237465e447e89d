import { Uri, type Webview } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { Log } from '../../core/base/log.ts';

export interface WebviewHostOptions<Request> {
  readonly webview: Webview;
  readonly extensionUri: Uri;
  /** Path of the script below the extension. */
  readonly script: string;
  readonly title: string;
  /** The editor's language, for screen readers. */
  readonly language: string;
  /** Whether a message is one that the webview may send; others are logged and dropped. */
  readonly isRequest: (message: unknown) => message is Request;
  readonly onRequest: (request: Request) => void;
  readonly log: Log;
}

/** The extension's end of a webview: its page, with a policy that lets one script of ours run, and typed messages. */
export class WebviewHost<Request, Update> implements Disposable {
  readonly #webview: Webview;
  readonly #store = new DisposableStore();

  constructor(options: WebviewHostOptions<Request>) {
    const { webview, extensionUri, isRequest, onRequest, log } = options;
    this.#webview = webview;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(extensionUri, 'dist', 'webview')],
    };
    this.#store.add(
      webview.onDidReceiveMessage((message: unknown) => {
        if (isRequest(message)) onRequest(message);
        else log.warn(`A webview sent what it may not: ${JSON.stringify(message)?.slice(0, 200)}`);
      }),
    );
    webview.html = page(options);
  }

  /** Sends a message; a hidden webview drops it, and asks anew when it is shown again. */
  post(update: Update): void {
    // The editor's function of that name, which has no origin to tell.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    void this.#webview.postMessage(update);
  }

  dispose(): void {
    this.#store.dispose();
  }
}

/** Styles come with the script, as constructed style sheets: the page needs no other source than its script. */
function page({
  webview,
  extensionUri,
  script,
  title,
  language,
}: Pick<
  WebviewHostOptions<unknown>,
  'webview' | 'extensionUri' | 'script' | 'title' | 'language'
>): string {
  const nonce = globalThis.crypto.randomUUID();
  const source = webview.asWebviewUri(Uri.joinPath(extensionUri, ...script.split('/')));
  return `<!DOCTYPE html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
</head>
<body>
<script nonce="${nonce}" src="${escape(source.toString())}"></script>
</body>
</html>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
