import type { HttpsOptions } from '../httpsOptions.ts';

/** What is said of one endpoint, over what is said of all. A certificate with its key counts as one. */
export function mergeHttps(all: HttpsOptions, one: HttpsOptions): HttpsOptions {
  const { pfx, cert, key } = one;
  if (pfx === undefined && cert === undefined && key === undefined) return { ...all, ...one };
  const { pfx: _pfx, cert: _cert, key: _key, passphrase: _passphrase, ...rest } = all;
  return { ...rest, ...one };
}
