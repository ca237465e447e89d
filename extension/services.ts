import { type ExtensionContext, Uri } from 'vscode';

import type { Clock } from './core/base/clock.ts';
import type { Disposable } from './core/base/disposable.ts';
import { OnDemand } from './core/base/onDemand.ts';
import { ParsedDocuments } from './core/documents/parsedDocuments.ts';
import { ProfileStore } from './core/profiles/profileStore.ts';
import { ServerRegistry } from './core/servers/serverRegistry.ts';
import type { ControlServer } from './platform/node/controlServer.ts';
import { systemClock } from './platform/node/systemClock.ts';
import { ErrorBoundary } from './platform/vscode/errorBoundary.ts';
import { createOutputLog, type OutputLog } from './platform/vscode/outputLog.ts';
import { sayText } from './platform/vscode/sayText.ts';

/** What the slices share, each made once. */
export interface Services extends Disposable {
  readonly log: OutputLog;
  readonly errors: ErrorBoundary;
  readonly profiles: ProfileStore;
  readonly servers: ServerRegistry;
  readonly documents: ParsedDocuments;
  /** The control channel; starts with the first launch. */
  readonly controlServer: () => Promise<ControlServer>;
  /** The bundled host runtime. */
  readonly hostPath: string;
  readonly clock: Clock;
  readonly workspaceState: ExtensionContext['workspaceState'];
  /** Where the extension is installed. */
  readonly extensionUri: Uri;
  /** The schema of settings files in the editor's language. */
  readonly schemaUri: Uri;
  /** Closes the control channel, so that hosts stop; resolves when that is done. */
  dispose(): Promise<void>;
}

/** The composition root. */
export function createServices(context: ExtensionContext): Services {
  const { extensionUri, workspaceState } = context;
  const log = createOutputLog();
  const onError = (error: unknown): void =>
    log.error(error instanceof Error ? error : String(error));
  const profiles = new ProfileStore(onError);
  const servers = new ServerRegistry(onError);
  // JSON-RPC is loaded when it is needed: activation stays short.
  const controlServer = new OnDemand(async () => {
    const module = await import(
      /* webpackMode: "lazy", webpackChunkName: "editorControl" */ './platform/node/controlServer.ts'
    );
    return new module.ControlServer(log, sayText);
  });
  return {
    log,
    errors: new ErrorBoundary(log),
    profiles,
    servers,
    documents: new ParsedDocuments(),
    controlServer: () => controlServer.get(),
    hostPath: Uri.joinPath(extensionUri, 'dist', 'host.js').fsPath,
    clock: systemClock,
    workspaceState,
    extensionUri,
    schemaUri: schemaOf(context),
    async dispose() {
      await controlServer.made?.dispose();
      servers.dispose();
      profiles.dispose();
      log.dispose();
    },
  };
}

/** The manifest has a schema for each language, and the editor has put that of its own in place. */
function schemaOf({ extension, extensionUri }: ExtensionContext): Uri {
  const { contributes } = extension.packageJSON as {
    contributes: { jsonValidation: [{ url: string }] };
  };
  return Uri.joinPath(extensionUri, contributes.jsonValidation[0].url);
}
