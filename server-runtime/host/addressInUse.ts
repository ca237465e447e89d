import { type LocalizableText, localizableText } from '../contracts/localizableText.ts';
import { type PortOwner, findPortOwner } from '../processes/portOwner.ts';
import { LaunchFailure, type LaunchFailureOptions } from './launchFailure.ts';

/** The failure that says which port is taken, and by whom where the OS tells. */
export async function addressInUse(
  port: number,
  options: Omit<LaunchFailureOptions, 'help' | 'port' | 'portOwner'> = {},
): Promise<LaunchFailure> {
  const owner = await findPortOwner(port).catch((): undefined => undefined);
  return new LaunchFailure('address-in-use', whoHolds(port, owner), {
    ...options,
    help: [whatToDo(owner)],
    port,
    portOwner: owner?.pid,
  });
}

function whoHolds(port: number, owner: PortOwner | undefined): LocalizableText {
  if (!owner) return localizableText('Port {0} is in use by another process.', port);
  const { pid, name } = owner;
  if (pid === process.pid) return localizableText('Port {0} is in use by this app itself.', port);
  return name
    ? localizableText('Port {0} is in use by {1} (process {2}).', port, name, pid)
    : localizableText('Port {0} is in use by process {1}.', port, pid);
}

function whatToDo(owner: PortOwner | undefined): LocalizableText {
  if (owner?.pid === process.pid) {
    return localizableText(
      'The app listens on this port already: give each of its servers an address of its own.',
    );
  }
  return owner
    ? localizableText('Stop that process, or choose another port for this profile.')
    : localizableText('Stop the process that uses it, or choose another port for this profile.');
}
