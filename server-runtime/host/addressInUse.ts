import { type PortOwner, findPortOwner } from '../processes/portOwner.ts';
import { LaunchFailure } from './launchFailure.ts';

/** The failure that says which port is taken, and by whom where the OS tells. */
export async function addressInUse(port: number, cause?: unknown): Promise<LaunchFailure> {
  const owner = await findPortOwner(port).catch((): undefined => undefined);
  return new LaunchFailure('address-in-use', `Port ${port} is in use${heldBy(owner)}.`, {
    help: [
      owner?.pid === process.pid
        ? 'The app listens on this port already: give each of its servers an address of its own.'
        : `Stop ${owner ? 'that process' : 'the process that uses it'}, or choose another port for this profile.`,
    ],
    port,
    portOwner: owner?.pid,
    cause,
  });
}

function heldBy(owner: PortOwner | undefined): string {
  if (!owner) return ' by another process';
  if (owner.pid === process.pid) return ' by this app itself';
  return owner.name ? ` by ${owner.name} (process ${owner.pid})` : ` by process ${owner.pid}`;
}
