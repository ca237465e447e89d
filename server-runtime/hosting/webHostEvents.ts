import { channel } from 'node:diagnostics_channel';
import { webHostChannel, type WebHostEvent } from '../contracts/hostEvents.ts';

const events = channel(webHostChannel);

/** Tells the process that this host runs in what happens to it. */
export function publish(event: WebHostEvent): void {
  if (events.hasSubscribers) events.publish(event);
}
