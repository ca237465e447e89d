import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogScope, LogState } from './logger.ts';

interface OpenScope {
  readonly state: string | LogState;
  readonly parent: OpenScope | undefined;
  isLeft?: boolean;
}

// Made with the first scope: an app without scopes does not pay for tracking asynchronous work.
let storage: AsyncLocalStorage<OpenScope | undefined> | undefined;

/** Opens a scope for the code that runs on from here; see Logger.beginScope. */
export function beginScope(state: string | LogState): LogScope {
  const current = (storage ??= new AsyncLocalStorage());
  const scope: OpenScope = { state, parent: current.getStore() };
  current.enterWith(scope);
  const dispose = (): void => {
    // Scopes may be left in any order: one that still has another open within it only stops to show.
    scope.isLeft = true;
    let innermost = current.getStore();
    if (innermost !== scope) return;
    while (innermost?.isLeft) innermost = innermost.parent;
    current.enterWith(innermost);
  };
  return { dispose, [Symbol.dispose]: dispose };
}

/** Runs a function within a scope; see Logger.withScope. */
export function withScope<T>(state: string | LogState, callback: () => T): T {
  const current = (storage ??= new AsyncLocalStorage());
  return current.run({ state, parent: current.getStore() }, callback);
}

/** The scopes that are open here, outermost first. */
export function openScopes(): readonly (string | LogState)[] {
  const scopes: (string | LogState)[] = [];
  for (let scope = storage?.getStore(); scope; scope = scope.parent) {
    if (!scope.isLeft) scopes.push(scope.state);
  }
  return scopes.reverse();
}

/** A scope that nobody shows. */
export const closedScope: LogScope = {
  dispose: () => undefined,
  [Symbol.dispose]: () => undefined,
};
