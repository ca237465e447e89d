import { errorDetailsStyle, formatErrorDetails } from '../../http/errorDetails/errorDetails.ts';
import type { HttpContext } from '../../http/httpContext.ts';
import type { Middleware } from '../../http/requestDelegate.ts';
import type { Logger } from '../../logging/logger.ts';
import { nullLogger } from '../../logging/nullLogger.ts';
import { escapeHtml } from '../../primitives/escapeHtml.ts';
import { takeOverResponse } from './failedRequest.ts';

/**
 * Answers a request that failed with a page for its developer: what was thrown, where, with the lines of source, and what
 * the request was; as text for clients that do not want HTML. It shows source and secrets: for Development only.
 */
export function developerExceptionPage(logger: Logger = nullLogger): Middleware {
  return async (context, next) => {
    try {
      await next();
    } catch (error) {
      if (!takeOverResponse(context, error, logger)) return;
      const { request, response } = context;
      const isHtml = request.headers.get('Accept')?.toLowerCase().includes('text/html') ?? false;
      response.contentType = isHtml ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8';
      response.headers.set('Cache-Control', 'no-cache,no-store');
      await response.write(isHtml ? formatPage(context, error) : formatText(context, error));
    }
  };
}

function formatText({ request }: HttpContext, error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  const headers = [...request.headers].map(([name, value]) => `${name}: ${value}`);
  return `${stack}\n\nHEADERS\n=======\n${headers.join('\n')}\n`;
}

function formatPage({ request }: HttpContext, error: unknown): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Internal Server Error</title>
<style>${errorDetailsStyle}
table { border-collapse: collapse; width: 100% }
th, td { padding: .25rem .75rem .25rem 0; text-align: start; vertical-align: top; overflow-wrap: anywhere }
</style>
</head>
<body>
<h1>An unhandled exception occurred while processing the request.</h1>
${formatErrorDetails(error)}
<h2>Request</h2>
<p><code>${escapeHtml(request.method)} ${escapeHtml(request.getDisplayUrl())} ${escapeHtml(request.protocol)}</code></p>
${formatTable('Query', request.query)}
${formatTable('Headers', request.headers)}
</body>
</html>
`;
}

function formatTable(title: string, values: Iterable<readonly [string, string]>): string {
  const rows = [...values].map(
    ([name, value]) =>
      `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return rows.length > 0 ? `<h3>${title}</h3>\n<table>\n${rows.join('\n')}\n</table>` : '';
}
