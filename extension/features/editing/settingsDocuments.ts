import type { DocumentSelector, TextDocument } from 'vscode';

import type { LaunchDiagnostic, LaunchSettings } from '../../../server-runtime/launch/model.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';
import type { ProjectKind } from '../../../server-runtime/launch/projectKind.ts';
import { findingsIn } from '../../core/documents/findings.ts';
import { projectFolderOf } from '../../core/documents/settingsLocation.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';

/** The documents that this slice speaks about. */
export const settingsDocuments: DocumentSelector = [
  { pattern: '**/launchSettings.json' },
  { pattern: '**/*.run.json' },
];

/** A settings document as it stands. */
export interface ReadSettings {
  readonly text: string;
  readonly settings: LaunchSettings;
  /** URI of the project's folder. */
  readonly projectId: string;
  readonly kind: ProjectKind;
}

/** Reads each version of a document once, for lenses, hovers and fixes alike. */
export class SettingsReader {
  readonly #profiles: ProfileStore;
  readonly #known = new WeakMap<TextDocument, { version: number; read: ReadSettings }>();

  constructor(profiles: ProfileStore) {
    this.#profiles = profiles;
  }

  read(document: TextDocument): ReadSettings {
    const { uri, version } = document;
    const projectId = uri.with({ path: projectFolderOf(uri.path) }).toString();
    const kind = this.#profiles.projects.find(({ id }) => id === projectId)?.kind ?? 'executable';
    const known = this.#known.get(document);
    if (known?.version === version) return { ...known.read, kind };
    const text = document.getText();
    const read = { text, settings: parseLaunchSettings(text), projectId, kind };
    this.#known.set(document, { version, read });
    return read;
  }
}

/** All findings of a document. */
export function findingsOf({ settings, kind }: ReadSettings): readonly LaunchDiagnostic[] {
  return findingsIn(settings, kind);
}
