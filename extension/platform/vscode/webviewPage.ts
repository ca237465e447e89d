/** What a webview's page is made of. */
export interface WebviewPageParts {
  readonly title: string;
  /** For screen readers. */
  readonly language: string;
  readonly script: string;
  /** Messages that the script finds in the element `start`, as JSON. */
  readonly start: readonly unknown[];
}

/**
 * The page of a webview. Its policy lets that one script run and nothing else; styles come with the script, as
 * constructed style sheets.
 */
export function webviewPage({ title, language, script, start }: WebviewPageParts): string {
  const nonce = globalThis.crypto.randomUUID();
  return `<!DOCTYPE html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
</head>
<body>
<script id="start" type="application/json">${jsonInElement(start)}</script>
<script nonce="${nonce}">${inElement(script)}</script>
</body>
</html>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** A script in which nothing ends its element, or begins what would keep it open. */
function inElement(script: string): string {
  return script.replaceAll(/<(?=\/script|script|!--)/gi, String.raw`\x3c`);
}

function jsonInElement(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', String.raw`\u003c`);
}
