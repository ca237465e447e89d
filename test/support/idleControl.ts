import type { ServerControl } from '../../extension/core/servers/serverRegistry.ts';

/** The control of a launch that nothing is behind: it takes every word and does nothing. */
export const idleControl: ServerControl = {
  stop: async () => {},
  restart: async () => false,
  kill: () => undefined,
  showOutput: () => undefined,
  launchAgain: async () => {},
};
