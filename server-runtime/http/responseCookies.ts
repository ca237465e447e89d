import type { IResponseCookies } from './features/responseCookiesFeature.ts';
import type { IHeaderDictionary } from './headers.ts';

/** Attributes of a cookie (RFC 6265 §4.1.2). */
export interface CookieOptions {
  /** `/` unless set. */
  readonly path?: string;
  /** This host only, unless set. */
  readonly domain?: string;
  /** When the client forgets it, unless `maxAge` says; with the session unless set. */
  readonly expires?: Date;
  /** In seconds; beats {@link expires}. */
  readonly maxAge?: number;
  /** True: over https alone. */
  readonly secure?: boolean;
  /** True: out of reach for scripts. */
  readonly httpOnly?: boolean;
  /** Whether other sites' requests carry it: `strict` never, `lax` when they lead here, `none` always. */
  readonly sameSite?: 'strict' | 'lax' | 'none';
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const attributeValue = /^[\x20-\x3a\x3c-\x7e]*$/;

/** Sets cookies by adding `Set-Cookie` headers, each a line of its own. */
export class ResponseCookies implements IResponseCookies {
  readonly #headers: () => IHeaderDictionary;

  constructor(headers: () => IHeaderDictionary) {
    this.#headers = headers;
  }

  /** Adds a cookie; the value is escaped as needed. Throws a TypeError for a name or attribute that cannot be sent. */
  append(name: string, value: string, options: CookieOptions = {}): void {
    this.#headers().append('Set-Cookie', formatCookie(name, value, options));
  }

  /** Makes the client forget a cookie: its path and domain must be those that it was set with. */
  delete(name: string, options: CookieOptions = {}): void {
    const headers = this.#headers();
    const kept = headers.getAll('Set-Cookie').filter((line) => !line.startsWith(`${name}=`));
    const { maxAge: _, ...attributes } = options;
    headers.set('Set-Cookie', [
      ...kept,
      formatCookie(name, '', { ...attributes, expires: new Date(0) }),
    ]);
  }
}

function formatCookie(name: string, value: string, options: CookieOptions): string {
  if (!token.test(name)) throw new TypeError(`Invalid cookie name: '${name}'`);
  const { path = '/', domain, expires, maxAge, secure, httpOnly, sameSite } = options;
  let text = `${name}=${encodeURIComponent(value)}`;
  if (expires) text += `; expires=${expires.toUTCString()}`;
  if (maxAge !== undefined) text += `; max-age=${Math.trunc(maxAge)}`;
  if (domain) text += `; domain=${checked(domain)}`;
  if (path) text += `; path=${checked(path)}`;
  if (secure) text += '; secure';
  if (sameSite) text += `; samesite=${sameSite}`;
  if (httpOnly) text += '; httponly';
  return text;
}

function checked(value: string): string {
  if (!attributeValue.test(value)) throw new TypeError(`Invalid cookie attribute: '${value}'`);
  return value;
}
