import {
  type CustomTextEditorProvider,
  type TextDocument,
  Uri,
  type WebviewPanel,
  workspace,
} from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { projectFolderOf } from '../../core/documents/settingsLocation.ts';
import { readNames, readText } from '../../platform/vscode/workspaceFiles.ts';
import type { DebugTabFeature } from './debugTabFeature.ts';
import { DebugTabSession, type TabStart } from './debugTabSession.ts';
import { readDocument } from './tabModel.ts';

/** Makes a session for each tab that is opened, and knows which one the person is in. */
export class DebugTabProvider implements CustomTextEditorProvider, Disposable {
  readonly #feature: DebugTabFeature;
  readonly #sessions = new Map<WebviewPanel, DebugTabSession>();
  #script: Promise<string> | undefined;
  #prepared: { readonly document: TextDocument; readonly start: Promise<TabStart> } | undefined;

  constructor(feature: DebugTabFeature) {
    this.#feature = feature;
  }

  /** The tab in front. */
  get active(): DebugTabSession | undefined {
    for (const [panel, session] of this.#sessions) if (panel.active) return session;
    return undefined;
  }

  /** The open tabs of a document. */
  sessionsOf(uri: string): DebugTabSession[] {
    return [...this.#sessions.values()].filter((session) => session.uri.toString() === uri);
  }

  /** Reads what a tab on the file will need, while the editor still makes it. */
  prepare(uri: Uri): void {
    const document = workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
    if (!document) return;
    const start = this.#read(document);
    // Whoever takes it hears of a failure.
    start.catch(() => undefined);
    this.#prepared = { document, start };
  }

  resolveCustomTextEditor(document: TextDocument, panel: WebviewPanel): void {
    const start =
      this.#prepared?.document === document ? this.#prepared.start : this.#read(document);
    this.#prepared = undefined;
    const session = new DebugTabSession(this.#feature, document, panel, start);
    const store = new DisposableStore();
    this.#sessions.set(panel, session);
    store.add(session);
    store.add(
      panel.onDidDispose(() => {
        this.#sessions.delete(panel);
        store.dispose();
      }),
    );
  }

  dispose(): void {
    for (const session of this.#sessions.values()) session.dispose();
    this.#sessions.clear();
  }

  async #read(document: TextDocument): Promise<TabStart> {
    this.#script ??= readScript(this.#feature);
    const folder = document.uri.with({ path: projectFolderOf(document.uri.path) });
    const [script, names] = await Promise.all([this.#script, readNames(folder)]);
    return {
      script,
      names,
      document: readDocument(this.#feature.documents.parsed(document), names),
    };
  }
}

async function readScript({ extensionUri }: DebugTabFeature): Promise<string> {
  const path = ['dist', 'webview', 'debugTab.js'];
  const script = await readText(Uri.joinPath(extensionUri, ...path));
  if (script === undefined) throw new Error(`${path.join('/')} is not part of the extension.`);
  return script;
}
