import { launchesSame } from '../profiles/launchText.ts';
import type { ServerSnapshot } from './serverSnapshot.ts';

/** Whether a launch goes on with other settings than these, its profile's `launchText` by now. */
export function isOutdated(server: ServerSnapshot | undefined, text: string): boolean {
  if (!server || server.hasEnded || server.launchedText === undefined) return false;
  return !launchesSame(server.launchedText, text);
}
