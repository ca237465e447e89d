import { effectiveCommandName } from '../../../server-runtime/launch/commandNames.ts';
import type { LaunchSettings } from '../../../server-runtime/launch/model.ts';
import type { LaunchSettingsEdit } from '../../core/documents/launchSettingsEdit.ts';
import { placeOfNamed } from '../../core/documents/placeOfNamed.ts';
import { portsInUse } from '../../core/documents/portsInUse.ts';
import { freePort } from '../../platform/node/freePort.ts';
import { iisSectionOf, withServer } from './formModel.ts';
import type { TabRequest } from './protocol.ts';

type Asked<Type> = Omit<Extract<TabRequest, { type: Type }>, 'type'>;

/**
 * Adds an address, or sets the SSL port, with a port that is free.
 * @throws UserError when the profile is gone.
 */
export async function suggestionEdit(
  settings: LaunchSettings,
  { what, ...asked }: Asked<'suggest'>,
): Promise<LaunchSettingsEdit> {
  const profile = placeOfNamed(settings.profiles, asked.profile, asked.of);
  const port = await freePort(what, portsInUse(settings));
  if (what === 'ssl') {
    const own = settings.profiles[profile];
    const section = iisSectionOf(settings, own ? effectiveCommandName(own) : '');
    return { kind: 'setValue', path: ['iisSettings', section, 'sslPort'], value: port };
  }
  const present = settings.profiles[profile]?.applicationUrl?.trim().replace(/;+$/, '') ?? '';
  const url = `${what}://localhost:${port}`;
  const value = present === '' ? url : `${present};${url}`;
  return { kind: 'setProfileValue', profile, path: ['applicationUrl'], value };
}

/**
 * Gives a profile another server: its own by an argument, the one in front of an executable by a property.
 * @throws UserError when the profile is gone.
 */
export function serverEdit(
  settings: LaunchSettings,
  { server, ...asked }: Asked<'setServer'>,
): LaunchSettingsEdit {
  const profile = placeOfNamed(settings.profiles, asked.profile, asked.of);
  const isOfExecutable = server === '' || server === 'proxied';
  const present = settings.profiles[profile]?.commandLineArgs ?? '';
  const value = isOfExecutable ? server : withServer(present, server);
  const path = [isOfExecutable ? 'server' : 'commandLineArgs'];
  return { kind: 'setProfileValue', profile, path, value: value || undefined };
}
