import { closedScope } from './logScopes.ts';
import type { Logger } from './logger.ts';

const ignore = (): void => undefined;

/** Writes nothing: for parts that can do without a log. */
export const nullLogger: Logger = {
  isEnabled: () => false,
  log: ignore,
  trace: ignore,
  debug: ignore,
  information: ignore,
  warning: ignore,
  error: ignore,
  critical: ignore,
  beginScope: () => closedScope,
  withScope: (_state, callback) => callback(),
};
