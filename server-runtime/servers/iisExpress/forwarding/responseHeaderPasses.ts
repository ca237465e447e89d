import { type HeaderLines, joinValues, listElements, removeWhere } from './headerLines.ts';

/** One change to the headers of a response on its way to the client. */
export type ResponseHeaderPass = (lines: HeaderLines) => void;

/** In this order; each stands alone. `Server` is the worker's, and nobody's when it sends none. */
export const responseHeaderPasses: readonly ResponseHeaderPass[] = [
  removeHopByHopResponseHeaders,
  removeDate,
];

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Drops what was meant for this hop alone, including what Connection names (RFC 9110 §7.6.1). */
export function removeHopByHopResponseHeaders(lines: HeaderLines): void {
  const named = listElements(joinValues(lines, 'connection')).filter(
    (name) => name !== 'content-length',
  );
  removeWhere(lines, (name) => {
    const lower = name.toLowerCase();
    return hopByHop.has(lower) || (named.length > 0 && named.includes(lower));
  });
}

/** Drops the worker's Date: the front end writes its own, as IIS does. */
export function removeDate(lines: HeaderLines): void {
  removeWhere(lines, (name) => name.length === 4 && name.toLowerCase() === 'date');
}
