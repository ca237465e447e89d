import { addressExample } from './addressExample.ts';
import { createDiagnostic } from './createDiagnostic.ts';
import type { DiagnosticCode } from './diagnosticCodes.ts';
import {
  localizableText,
  type LocalizableText,
  withSentence,
} from '../contracts/localizableText.ts';
import type { LaunchDiagnostic } from './model.ts';
import type { ServerName } from './serverForProfile.ts';

/** One address of an `applicationUrl`, read as the servers read it (hosting's BindingAddress). */
export interface ApplicationUrl {
  /** As written, without surrounding blanks. */
  readonly text: string;
  /** Where {@link text} starts within the whole `applicationUrl`. */
  readonly offset: number;
  /** Lower case. */
  readonly scheme: string;
  /** Lower case, IPv6 in brackets; `*` and `+` for any. Empty for a socket. */
  readonly host: string;
  /** The scheme's default port when none is written. 0 means that the OS chooses, or a socket. */
  readonly port: number;
  /** Path without trailing slash; empty for none. */
  readonly pathBase: string;
  /** Path of the unix socket or name of the pipe, with its prefix `unix:` or `pipe:`. */
  readonly socket?: string;
}

/** Addresses separated by `;`, and what is wrong with them; ranges are within the text. */
export interface ParsedApplicationUrl {
  readonly urls: ApplicationUrl[];
  readonly diagnostics: LaunchDiagnostic[];
}

/** Settings of {@link parseApplicationUrl}. */
export interface ApplicationUrlOptions {
  /** The server that binds to the addresses, since they differ in what they can; null when unknown. Default Kestrel. */
  readonly server?: ServerName | null;
}

const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** Reads an `applicationUrl`. Empty parts are dropped. Addresses that cannot be read at all are left out. */
export function parseApplicationUrl(
  text: string,
  options: ApplicationUrlOptions = {},
): ParsedApplicationUrl {
  const { server = 'Kestrel' } = options;
  const urls: ApplicationUrl[] = [];
  const diagnostics: LaunchDiagnostic[] = [];
  let start = 0;
  for (const part of text.split(';')) {
    const trimmed = part.trim();
    const offset = start + part.length - part.trimStart().length;
    start += part.length + 1;
    if (trimmed === '') continue;
    const report = (code: DiagnosticCode, message: LocalizableText) => {
      diagnostics.push(
        createDiagnostic(code, message, { range: { offset, length: trimmed.length } }),
      );
    };
    const url = parseAddress(trimmed, offset, report);
    if (url === undefined) continue;
    urls.push(url);
    checkAddress(url, server, report);
  }
  return { urls, diagnostics };
}

type Report = (code: DiagnosticCode, message: LocalizableText) => void;

function parseAddress(text: string, offset: number, report: Report): ApplicationUrl | undefined {
  const schemeEnd = text.indexOf('://');
  if (schemeEnd < 0) {
    report('invalid-url', invalidUrlText(text));
    return undefined;
  }
  const scheme = text.slice(0, schemeEnd).toLowerCase();
  const rest = text.slice(schemeEnd + 3);
  if (/^(unix:\/|pipe:\/)/i.test(rest)) return parseSocket(text, offset, scheme, rest, report);

  const slash = rest.indexOf('/');
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const pathBase = slash < 0 ? '' : rest.slice(slash).replace(/\/$/, '');
  const colon = authority.lastIndexOf(':');
  const portText = colon < 0 ? '' : authority.slice(colon + 1);
  const isPort = /^\d+$/.test(portText);
  const host = isPort ? authority.slice(0, colon) : authority;
  const port = isPort ? Number(portText) : (defaultPorts[scheme] ?? 0);
  if (host === '') {
    report('invalid-url', invalidUrlText(text));
    return undefined;
  }
  const isBracketed = authority.endsWith(']');
  if (!isPort && colon >= 0 && !isBracketed) {
    report(
      'url-port',
      localizableText(
        "The port of '{0}' is no number, so '{1}' counts as the host and {2} as the port.",
        text,
        authority,
        port,
      ),
    );
  }
  return { text, offset, scheme, host: host.toLowerCase(), port, pathBase };
}

function invalidUrlText(text: string): LocalizableText {
  return withSentence(localizableText("Invalid url: '{0}'.", text), addressExample);
}

function parseSocket(
  text: string,
  offset: number,
  scheme: string,
  rest: string,
  report: Report,
): ApplicationUrl | undefined {
  const kind = rest.slice(0, 5).toLowerCase();
  const end = rest.indexOf(':', 5);
  const path = end < 0 ? rest.slice(5) : rest.slice(5, end);
  const pathBase = end < 0 ? '' : rest.slice(end + 1).replace(/\/$/, '');
  if (path === '/') {
    report(
      'url-socket-path',
      localizableText("Invalid url, unix socket path must be absolute: '{0}'", text),
    );
    return undefined;
  }
  const socket = kind + (kind === 'pipe:' ? path.slice(1) : path);
  return { text, offset, scheme, host: '', port: 0, pathBase, socket };
}

function checkAddress(url: ApplicationUrl, server: ServerName | null, report: Report): void {
  if (url.scheme !== 'http' && url.scheme !== 'https') {
    report(
      'url-scheme',
      localizableText(
        "Unrecognized scheme in server address '{0}'. Only 'http://' and 'https://' are supported.",
        url.text,
      ),
    );
  }
  if (url.port > 65535) {
    report('port-range', localizableText("The port of '{0}' must be from 0 to 65535.", url.text));
  }
  const picksPort = url.port === 0 && url.socket === undefined;
  if (picksPort && server === 'WebListener' && url.scheme === 'https') {
    report('https-port-0', localizableText('Cannot bind to port 0 with https.'));
  }
  const needsPort = server === 'Kestrel' || server === 'IISExpress';
  if (picksPort && needsPort && isLocalhost(url.host)) {
    report(
      'localhost-port-0',
      localizableText(
        'Dynamic port binding is not supported when binding to localhost. You must either bind to 127.0.0.1:0 or [::1]:0, or both.',
      ),
    );
  }
  if (url.pathBase !== '' && server === 'Kestrel') {
    report(
      'url-path-base',
      localizableText(
        'A path base can only be configured using IApplicationBuilder.UsePathBase().',
      ),
    );
  }
}

function isLocalhost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}

/** The address in its normal form: lower case, explicit port unless it is the scheme's own. */
export function formatApplicationUrl(url: ApplicationUrl): string {
  if (url.socket !== undefined) return `${url.scheme}://${url.socket}`;
  const port = url.port === defaultPorts[url.scheme] ? '' : `:${url.port}`;
  return `${url.scheme}://${url.host}${port}${url.pathBase}`;
}
