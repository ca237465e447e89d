import { canHaveBody } from './responseHead.ts';

/** Throws for a body where the status allows none. */
export function checkCanHaveBody(statusCode: number): void {
  if (canHaveBody(statusCode)) return;
  throw new Error(
    `Writing to the response body is invalid for responses with status code ${statusCode}.`,
  );
}

/** The app writes more than it said. */
export function tooMany(written: number, expected: number | string): Error {
  return mismatch('many', written, expected);
}

/** The app ends before it has written what it said. */
export function tooFew(written: number, expected: number | string): Error {
  return mismatch('few', written, expected);
}

function mismatch(word: string, written: number, expected: number | string): Error {
  return new Error(
    `Response Content-Length mismatch: too ${word} bytes written (${written} of ${expected}).`,
  );
}
