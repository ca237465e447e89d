import type { Middleware } from '../../http/requestDelegate.ts';

/** Settings of {@link hsts}. */
export interface HstsOptions {
  /** How long browsers keep to https, in seconds: 30 days unless set. */
  readonly maxAge?: number;
  /** True: for the sub-domains too. False unless set. */
  readonly includeSubDomains?: boolean;
  /** True: asks for a place in the browsers' built-in lists, which is hard to leave. False unless set. */
  readonly preload?: boolean;
  /** Hosts that are left out: localhost, 127.0.0.1 and [::1] unless set, for they serve other apps too. */
  readonly excludedHosts?: readonly string[];
}

/** Tells browsers to use https alone for this host from now on (RFC 6797), in answers over https. */
export function hsts(options: HstsOptions = {}): Middleware {
  const { maxAge = 30 * 24 * 60 * 60, includeSubDomains = false, preload = false } = options;
  if (!Number.isInteger(maxAge) || maxAge < 0) {
    throw new TypeError('The maximum age must be a whole number of seconds.');
  }
  const { excludedHosts = ['localhost', '127.0.0.1', '[::1]'] } = options;
  const excluded = new Set(excludedHosts.map((host) => host.toLowerCase()));
  const value = [
    `max-age=${maxAge}`,
    includeSubDomains ? '; includeSubDomains' : '',
    preload ? '; preload' : '',
  ].join('');
  return ({ request, response }, next) => {
    if (request.isHttps) {
      const host = request.host.replace(/:\d+$/, '').toLowerCase();
      if (!excluded.has(host)) response.headers.set('Strict-Transport-Security', value);
    }
    return next();
  };
}
