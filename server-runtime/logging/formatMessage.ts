import { inspect } from 'node:util';
import type { LogState } from './logger.ts';

const placeholder = /\{\{|\}\}|\{([^{}]+)\}/g;

/**
 * Fills the values into a message. `{{` and `}}` stand for braces; a name without a value stays as it is, so that a
 * text that merely holds braces reads as written.
 */
export function formatMessage(template: string, state: LogState | undefined): string {
  if (state === undefined || !template.includes('{')) return template;
  return template.replace(placeholder, (match, name: string | undefined) => {
    if (name === undefined) return match[0] as string;
    return Object.hasOwn(state, name) ? formatValue(state[name]) : match;
  });
}

/** A value as it shows within a line of text. */
export function formatValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '(null)';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object') return inspect(value);
  if (Array.isArray(value)) return value.map(formatValue).join(', ');
  if (value instanceof Date) return value.toISOString();
  const { toString } = value as { toString?: () => string };
  return typeof toString !== 'function' || toString === Object.prototype.toString
    ? inspect(value, { breakLength: Infinity })
    : toString.call(value);
}

/** The text of a scope: itself, or `name:value` pairs. */
export function formatScope(scope: string | LogState): string {
  if (typeof scope === 'string') return scope;
  return Object.entries(scope)
    .map(([name, value]) => `${name}:${formatValue(value)}`)
    .join(' ');
}
