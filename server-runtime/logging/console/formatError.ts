import { inspect } from 'node:util';

/** What was thrown as text: stack, further properties and causes of an Error; without colours. */
export function formatError(error: unknown): string {
  return typeof error === 'string' ? error : inspect(error, { depth: 4 });
}
