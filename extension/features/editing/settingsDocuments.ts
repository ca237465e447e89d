import type { DocumentSelector, TextDocument } from 'vscode';

import type { LaunchDiagnostic } from '../../../server-runtime/launch/model.ts';
import type { ProjectKind } from '../../../server-runtime/launch/projectKind.ts';
import type { ParsedSettings } from '../../../server-runtime/launch/reparse.ts';
import { findingsIn } from '../../core/documents/findings.ts';
import type { ParsedDocuments } from '../../core/documents/parsedDocuments.ts';
import { projectFolderOf, settingsGlobs } from '../../core/documents/settingsLocation.ts';
import type { Project } from '../../core/profiles/project.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import { ignoresCase } from '../../platform/vscode/ignoresCase.ts';

/** The documents that this slice speaks about. */
export const settingsDocuments: DocumentSelector = settingsGlobs(
  'any',
  ignoresCase({ scheme: 'file' }),
).map((pattern) => ({ pattern }));

/** A settings document as it stands. */
export interface ReadSettings extends ParsedSettings {
  /** URI of the project's folder. */
  readonly projectId: string;
  readonly kind: ProjectKind;
  /** Names of the files and folders in the project's folder. */
  readonly names: readonly string[];
  /** Whether these are the settings that the project is launched with: not so for copies, and beside a file that counts before. */
  readonly areUsed: boolean;
}

/** What lenses, hovers, fixes and renames speak about: a document, and the project that it belongs to. */
export class SettingsReader {
  readonly #documents: ParsedDocuments;
  readonly #profiles: ProfileStore;

  constructor(documents: ParsedDocuments, profiles: ProfileStore) {
    this.#documents = documents;
    this.#profiles = profiles;
  }

  read(document: TextDocument): ReadSettings {
    const { uri } = document;
    const projectId = uri.with({ path: projectFolderOf(uri.path) }).toString();
    const project = this.#profiles.projects.find(({ id }) => id === projectId);
    const { kind, names }: Pick<Project, 'kind' | 'names'> = project ?? {
      kind: 'executable',
      names: [],
    };
    const areUsed = project?.settingsFile === uri.toString();
    return { ...this.#documents.parsed(document), projectId, kind, names, areUsed };
  }
}

/** All findings of a document. */
export function findingsOf({ settings, kind }: ReadSettings): readonly LaunchDiagnostic[] {
  return findingsIn(settings, kind);
}
