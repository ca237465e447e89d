import type { EditingFeature } from './editingFeature.ts';
import { SettingsCompletion } from './completionProvider.ts';
import { FixProvider } from './fixProvider.ts';
import { ProfileHover } from './hoverProvider.ts';
import { ProfileRename } from './renameProvider.ts';
import { SettingsReader } from './settingsDocuments.ts';

/** What helps in the text of settings files when the person asks for it. */
export class TextHelp {
  readonly hover: ProfileHover;
  readonly rename: ProfileRename;
  readonly fixes: FixProvider;
  readonly completion: SettingsCompletion;

  constructor({ documents, profiles, schemaUri }: EditingFeature) {
    const reader = new SettingsReader(documents, profiles);
    this.hover = new ProfileHover(reader);
    this.rename = new ProfileRename(reader);
    this.fixes = new FixProvider(reader);
    this.completion = new SettingsCompletion(schemaUri, reader);
  }
}
