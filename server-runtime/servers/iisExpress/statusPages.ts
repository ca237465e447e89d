import type { WorkerStartError } from './workerStartError.ts';

/** A response that the front end makes itself. */
export interface StatusPage {
  status: number;
  reason: string;
  contentType: string;
  body: string;
}

/** How much a page may tell. */
export interface StatusPageOptions {
  /** True for clients on this machine: others learn nothing of command lines and output. */
  isLocal: boolean;
  /** disableStartUpErrorPage of the module. */
  isBare: boolean;
}

/** 502.5: no worker could be started. */
export function startFailurePage(error: WorkerStartError, options: StatusPageOptions): StatusPage {
  const title = 'HTTP Error 502.5 - ANCM Out-Of-Process Startup Failure';
  if (options.isBare) return barePage(502, 'Bad Gateway', 'HTTP Error 502.5');
  const causes = [
    'The application process failed to start',
    'The application process started but then stopped',
    'The application process started but failed to listen on the configured port',
  ];
  const details = options.isLocal ? startFailureDetails(error) : '';
  return htmlPage(
    502,
    'Bad Gateway',
    title,
    `<h2>Common causes of this issue:</h2><ul>${causes.map((cause) => `<li>${cause}</li>`).join('')}</ul>${details}`,
  );
}

/** 502.3: the worker did not answer, or with something that is no HTTP response. */
export function badGatewayPage(cause: string, options: StatusPageOptions): StatusPage {
  const detail = options.isLocal ? `<p>${escapeHtml(cause)}</p>` : '';
  return htmlPage(502, 'Bad Gateway', 'HTTP Error 502.3 - Bad Gateway', detail);
}

/** 503: the site is stopping. */
export function stoppingPage(): StatusPage {
  return htmlPage(
    503,
    'Service Unavailable',
    'HTTP Error 503 - Service Unavailable',
    '<p>The site is stopping.</p>',
  );
}

/** A status and nothing but its name, as plain text. */
export function barePage(status: number, reason: string, text: string): StatusPage {
  return { status, reason, contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
}

function startFailureDetails(error: WorkerStartError): string {
  const parts = [`<h2>What happened</h2><p>${escapeHtml(error.message)}</p>`];
  if (error.commandLine) {
    parts.push(`<h2>Command line</h2><pre>${escapeHtml(error.commandLine)}</pre>`);
  }
  if (error.output.length > 0) {
    parts.push(`<h2>Last output</h2><pre>${escapeHtml(error.output.join('\n'))}</pre>`);
  }
  if (error.help.length > 0) {
    const items = error.help.map((line) => `<li>${escapeHtml(line)}</li>`).join('');
    parts.push(`<h2>What would help</h2><ul>${items}</ul>`);
  }
  return parts.join('');
}

function htmlPage(status: number, reason: string, title: string, content: string): StatusPage {
  return {
    status,
    reason,
    contentType: 'text/html; charset=utf-8',
    body: `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>body{font:16px/1.5 system-ui,sans-serif;margin:2em auto;max-width:60em;padding:0 1em}pre{background:#f4f4f4;padding:1em;overflow:auto}</style></head><body><h1>${title}</h1>${content}</body></html>\n`,
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
