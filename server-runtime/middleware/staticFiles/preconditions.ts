import type { IHeaderDictionary } from '../../http/headers.ts';
import { parseHttpDate } from './httpDate.ts';

/** What a precondition says, in rising order: of several, the highest counts. */
export const Precondition = {
  unspecified: 0,
  notModified: 1,
  shouldProcess: 2,
  failed: 3,
} as const;
export type Precondition = (typeof Precondition)[keyof typeof Precondition];

/** What tells one version of a file from another. */
export interface Version {
  readonly etag: string;
  /** Milliseconds since 1970, whole seconds. */
  readonly lastModified: number;
}

/** Whether a request wants this version of a file, judged by its conditional headers. */
export function evaluatePreconditions(
  headers: IHeaderDictionary,
  version: Version,
  now: number,
): Precondition {
  const ifMatch = headers.get('If-Match');
  const ifNoneMatch = headers.get('If-None-Match');
  const since = headers.get('If-Modified-Since');
  const unmodifiedSince = headers.get('If-Unmodified-Since');
  let result: Precondition = Precondition.unspecified;
  const consider = (state: Precondition): void => {
    if (state > result) result = state;
  };
  if (ifMatch !== undefined) {
    consider(
      matches(ifMatch, version.etag, false) ? Precondition.shouldProcess : Precondition.failed,
    );
  }
  if (ifNoneMatch !== undefined) {
    // RFC 9110 §13.1.2: the weak comparison, for proxies make an ETag weak when they compress.
    const isKnown = matches(ifNoneMatch, version.etag, true);
    consider(isKnown ? Precondition.notModified : Precondition.shouldProcess);
  }
  const sinceTime = since === undefined ? undefined : parseHttpDate(since);
  if (sinceTime !== undefined && sinceTime <= now) {
    const isModified = sinceTime < version.lastModified;
    consider(isModified ? Precondition.shouldProcess : Precondition.notModified);
  }
  const unmodifiedTime = unmodifiedSince === undefined ? undefined : parseHttpDate(unmodifiedSince);
  if (unmodifiedTime !== undefined && unmodifiedTime <= now) {
    const isUnmodified = unmodifiedTime >= version.lastModified;
    consider(isUnmodified ? Precondition.shouldProcess : Precondition.failed);
  }
  return result;
}

/** True unless If-Range names another version, so that a range of it would not fit what the client has. */
export function isRangeWanted(headers: IHeaderDictionary, version: Version): boolean {
  const ifRange = headers.get('If-Range');
  if (ifRange === undefined) return true;
  const date = parseHttpDate(ifRange);
  if (date !== undefined) return version.lastModified <= date;
  return ifRange.trim() === version.etag;
}

function matches(list: string, etag: string, isWeak: boolean): boolean {
  if (list.trim() === '*') return true;
  // An entity tag may hold commas, so the list is not split at them (RFC 9110 §8.8.3).
  for (const [tag, opaque] of list.matchAll(/(?:W\/)?("[\x21\x23-\x7e\x80-\uffff]*")/g)) {
    if ((isWeak ? opaque : tag) === etag) return true;
  }
  return false;
}
