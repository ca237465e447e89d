import type { Uri } from 'vscode';

import type { ParsedDocuments } from '../../core/documents/parsedDocuments.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';

/** What the slice needs of the extension's services. */
export interface EditingFeature {
  /** The schema of settings files in the editor's language. */
  readonly schemaUri: Uri;
  readonly documents: ParsedDocuments;
  readonly profiles: ProfileStore;
  readonly servers: ServerRegistry;
}
