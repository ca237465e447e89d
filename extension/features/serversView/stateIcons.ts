import type { ShownState } from '../../core/servers/shownState.ts';

/** Icon of a state, with the theme's colour for it. */
export const stateIcons: Readonly<Record<ShownState, readonly [icon: string, color?: string]>> = {
  stopped: ['circle-outline'],
  starting: ['loading~spin'],
  running: ['circle-filled'],
  listening: ['circle-filled', 'testing.iconPassed'],
  degraded: ['warning', 'list.warningForeground'],
  stopping: ['loading~spin'],
  failed: ['error', 'list.errorForeground'],
};
