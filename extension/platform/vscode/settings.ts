import { workspace } from 'vscode';

import { type Settings, settingsSection } from './contributions.ts';

/** The value of a setting of this extension; undefined when it is not set, empty or of another type, which the editor marks. */
export function readSetting<Key extends keyof Settings>(key: Key): Settings[Key] | undefined {
  const value = workspace.getConfiguration(settingsSection).get<Settings[Key] | null>(key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
