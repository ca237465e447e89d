import type { Uri } from 'vscode';

import type { Clock } from '../../core/base/clock.ts';
import type { Log } from '../../core/base/log.ts';
import type { ParsedDocuments } from '../../core/documents/parsedDocuments.ts';
import type { ProfileStore } from '../../core/profiles/profileStore.ts';
import type { ServerRegistry } from '../../core/servers/serverRegistry.ts';
import type { ErrorBoundary } from '../../platform/vscode/errorBoundary.ts';

/** What the slice needs of the extension's services. */
export interface DebugTabFeature {
  readonly profiles: ProfileStore;
  readonly servers: ServerRegistry;
  readonly documents: ParsedDocuments;
  readonly errors: ErrorBoundary;
  readonly log: Log;
  readonly clock: Clock;
  readonly extensionUri: Uri;
  /** The bundled host runtime. */
  readonly hostPath: string;
}
