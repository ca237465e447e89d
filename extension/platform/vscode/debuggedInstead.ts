import { commands, debug } from 'vscode';

import { Commands } from './contributions.ts';

/**
 * What a key that stops or restarts means where the profile does not run: what is debugged, as everywhere in the editor.
 * False when it means something else, or nothing is debugged.
 */
export async function debuggedInstead(command: string): Promise<boolean> {
  const own = {
    [Commands.stop as string]: 'workbench.action.debug.stop',
    [Commands.restart as string]: 'workbench.action.debug.restart',
  }[command];
  if (own === undefined || !debug.activeDebugSession) return false;
  await commands.executeCommand(own);
  return true;
}
