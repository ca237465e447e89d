import type { ServerState } from '../../../server-runtime/contracts/controlMessages.ts';

/** Icon of a state, with the theme's colour for it. */
export const stateIcons: Readonly<Record<ServerState, readonly [icon: string, color?: string]>> = {
  stopped: ['circle-outline'],
  starting: ['loading~spin'],
  listening: ['circle-filled', 'testing.iconPassed'],
  degraded: ['warning', 'list.warningForeground'],
  stopping: ['loading~spin'],
  failed: ['error', 'list.errorForeground'],
};
