import { badRequest } from './badRequest.ts';
import { isValidHost } from './hostHeader.ts';
import { decodePath, removeDotSegments } from './requestPath.ts';

/** The four forms of a request target (RFC 9112 §3.2). */
export type TargetForm = 'origin' | 'absolute' | 'authority' | 'asterisk';

/** A request target, taken apart. */
export interface RequestTarget {
  /** Which of the four forms it has. */
  form: TargetForm;
  /** Decoded; empty for `*` and for the authority form. */
  path: string;
  /** With its `?`; as sent. */
  query: string;
  /** Of the absolute and the authority form. */
  authority: string;
  /** Default port of the absolute form's scheme. */
  defaultPort: number;
}

/**
 * Any target but a plain path, which the parser deals with itself. The bytes are visible ASCII already.
 * Throws a BadHttpRequestError.
 */
export function parseTarget(method: string, raw: string): RequestTarget {
  if (raw.startsWith('/')) return parseOrigin(raw, method);
  if (raw === '*') {
    if (method !== 'OPTIONS') throw badRequest.methodNotAllowed('OPTIONS');
    return { form: 'asterisk', path: '', query: '', authority: '', defaultPort: 0 };
  }
  const scheme = /^https?:\/\//i.exec(raw)?.[0];
  if (scheme !== undefined && method !== 'CONNECT') return parseAbsolute(raw, scheme);
  if (!isValidHost(raw)) throw badRequest.requestTarget(raw);
  if (method !== 'CONNECT') throw badRequest.methodNotAllowed('CONNECT');
  return { form: 'authority', path: '', query: '', authority: raw, defaultPort: 0 };
}

function parseOrigin(raw: string, method: string): RequestTarget {
  if (method === 'CONNECT') throw badRequest.requestTarget(raw);
  return { form: 'origin', authority: '', defaultPort: 0, ...parsePathAndQuery(raw, raw) };
}

function parseAbsolute(raw: string, scheme: string): RequestTarget {
  const afterScheme = raw.slice(scheme.length);
  const end = afterScheme.search(/[/?]/);
  const authority = end < 0 ? afterScheme : afterScheme.slice(0, end);
  if (!isValidHost(authority)) throw badRequest.requestTarget(raw);
  let rest = end < 0 ? '/' : afterScheme.slice(end);
  if (rest.startsWith('?')) rest = `/${rest}`;
  const defaultPort = scheme.length === 'https://'.length ? 443 : 80;
  return { form: 'absolute', authority, defaultPort, ...parsePathAndQuery(rest, raw) };
}

function parsePathAndQuery(text: string, raw: string): { path: string; query: string } {
  const question = text.indexOf('?');
  const rawPath = question < 0 ? text : text.slice(0, question);
  const decoded = rawPath.includes('%') ? decodePath(rawPath) : rawPath;
  if (decoded === undefined) throw badRequest.requestTarget(raw);
  return {
    path: removeDotSegments(decoded),
    query: question < 0 ? '' : text.slice(question),
  };
}
