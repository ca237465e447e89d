import { workspace } from 'vscode';

import { type Settings, settingsSection } from './contributions.ts';

/** The value of a setting of this extension, undefined when it is not set or empty. */
export function readSetting<Key extends keyof Settings>(key: Key): Settings[Key] | undefined {
  return workspace.getConfiguration(settingsSection).get<Settings[Key]>(key) || undefined;
}
