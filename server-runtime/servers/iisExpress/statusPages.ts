import { escapeHtml } from '../../primitives/escapeHtml.ts';
import type { WebConfigError } from './config/webConfig.ts';
import type { WorkerStartError } from './workerStartError.ts';

/** A response that the front end makes itself. */
export interface StatusPage {
  status: number;
  reason: string;
  contentType: string;
  body: string | Buffer;
}

/** Who a page is for. */
export interface PageAudience {
  /** On this machine: others learn nothing of command lines and output. */
  isLocal: boolean;
  /** A browser; else a program or a terminal, which text serves better. */
  wantsHtml: boolean;
}

/** A part of a page: a paragraph, a list, or text kept as it is. */
interface Section {
  heading?: string;
  paragraph?: string;
  items?: readonly string[];
  verbatim?: string;
}

const causesOfStartFailure = [
  'The application process failed to start',
  'The application process started but then stopped',
  'The application process started but failed to listen on the configured port',
];

/** 502.5: no worker could be started. Says as little as the module's disableStartUpErrorPage wants. */
export function startFailurePage(
  error: WorkerStartError,
  audience: PageAudience,
  isBare: boolean,
): StatusPage {
  if (isBare) return textPage(502, 'HTTP Error 502.5');
  const sections: Section[] = [
    { heading: 'Common causes of this issue:', items: causesOfStartFailure },
  ];
  if (audience.isLocal) {
    const { message, commandLine, output, help } = error;
    sections.unshift({ heading: 'What happened', paragraph: message });
    if (help.length > 0) sections.push({ heading: 'What would help', items: help });
    if (commandLine) sections.push({ heading: 'Command line', verbatim: commandLine });
    if (output.length > 0) {
      sections.push({ heading: 'Last output', verbatim: output.join('\n') });
    }
  }
  const title = 'HTTP Error 502.5 - ANCM Out-Of-Process Startup Failure';
  return page(502, title, sections, audience);
}

/** 502.3: the worker did not answer, or with something that is no HTTP response. */
export function badGatewayPage(cause: string, audience: PageAudience): StatusPage {
  const sections = audience.isLocal ? [{ paragraph: cause }] : [];
  return page(502, 'HTTP Error 502.3 - Bad Gateway', sections, audience);
}

/** 503: the site is stopping. */
export function stoppingPage(audience: PageAudience): StatusPage {
  const sections = [{ paragraph: 'The site is stopping.' }];
  return page(503, 'HTTP Error 503 - Service Unavailable', sections, audience);
}

/** 500.19: web.config is wrong. */
export function webConfigPage(error: WebConfigError, audience: PageAudience): StatusPage {
  const sections = audience.isLocal ? [{ paragraph: error.message }] : [];
  return page(500, 'HTTP Error 500.19 - Internal Server Error', sections, audience);
}

/** 401.2: no way to authenticate is switched on. */
export function unauthorizedPage(audience: PageAudience): StatusPage {
  const paragraph = 'Anonymous authentication is switched off, and there is no other.';
  return page(401, 'HTTP Error 401.2 - Unauthorized', [{ paragraph }], audience);
}

/** 413: the body is larger than the site takes. */
export function tooLargePage(limit: number, audience: PageAudience): StatusPage {
  const paragraph = `The request body may have ${limit} bytes at most.`;
  return page(413, 'HTTP Error 413.1 - Request Entity Too Large', [{ paragraph }], audience);
}

/** A line of plain text. */
export function textPage(status: number, text: string): StatusPage {
  return { status, reason: '', contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
}

function page(
  status: number,
  title: string,
  sections: readonly Section[],
  { wantsHtml }: PageAudience,
): StatusPage {
  if (!wantsHtml) return textPage(status, [title, ...sections.map(formatText)].join('\n\n'));
  return {
    status,
    reason: '',
    contentType: 'text/html; charset=utf-8',
    body: `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${style}</style></head>
<body><h1>${title}</h1>${sections.map(formatHtml).join('')}</body></html>
`,
  };
}

const style =
  ':root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:2em auto;max-width:60em;padding:0 1em}' +
  'h1{font-size:1.4rem}h2{font-size:1.1rem}pre{background:#8882;padding:1em;overflow:auto}';

function formatHtml({ heading, paragraph, items, verbatim }: Section): string {
  const parts: string[] = [];
  if (heading) parts.push(`<h2>${escapeHtml(heading)}</h2>`);
  if (paragraph) parts.push(`<p>${escapeHtml(paragraph)}</p>`);
  if (items) {
    parts.push(`<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`);
  }
  if (verbatim) parts.push(`<pre>${escapeHtml(verbatim)}</pre>`);
  return parts.join('');
}

function formatText({ heading, paragraph, items, verbatim }: Section): string {
  const parts: string[] = [];
  if (heading) parts.push(heading);
  if (paragraph) parts.push(paragraph);
  if (items) parts.push(...items.map((item) => `- ${item}`));
  if (verbatim) parts.push(verbatim);
  return parts.join('\n');
}
