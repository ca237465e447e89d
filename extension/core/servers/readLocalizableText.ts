import type { LocalizableText } from '../../../server-runtime/contracts/localizableText.ts';

/** Deeper than any text is nested; what comes over a socket could be. */
const maxDepth = 8;

/** A text as it comes over the control channel; undefined when it is none. */
export function readLocalizableText(
  value: unknown,
  depth = maxDepth,
): LocalizableText | string | undefined {
  if (typeof value === 'string') return value;
  if (depth === 0 || typeof value !== 'object' || value === null) return undefined;
  const { template, values, next } = value as Record<string, unknown>;
  if (typeof template !== 'string' || !Array.isArray(values)) return undefined;
  const isFilled = values.every(
    (one) => typeof one === 'number' || readLocalizableText(one, depth - 1) !== undefined,
  );
  const isContinued =
    next === undefined || typeof readLocalizableText(next, depth - 1) === 'object';
  return isFilled && isContinued ? (value as LocalizableText) : undefined;
}
