import { commands } from 'vscode';

import type { ContextKeys } from './contributions.ts';

const known = new Map<keyof ContextKeys, unknown>();

/** Sets a context key, when its value is new. */
export function setContextKey<Key extends keyof ContextKeys>(
  key: Key,
  value: ContextKeys[Key],
): void {
  if (known.get(key) === value) return;
  known.set(key, value);
  void commands.executeCommand('setContext', key, value);
}
