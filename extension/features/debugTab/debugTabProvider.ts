import { type CustomTextEditorProvider, type TextDocument, Uri, type WebviewPanel } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { projectFolderOf } from '../../core/documents/settingsLocation.ts';
import { setContextKey } from '../../platform/vscode/contextKeys.ts';
import { openDocument } from '../../platform/vscode/openDocument.ts';
import { readNames, readText } from '../../platform/vscode/workspaceFiles.ts';
import type { DebugTabFeature } from './debugTabFeature.ts';
import { DebugTabSession, type TabStart } from './debugTabSession.ts';
import { readDocument } from './tabModel.ts';

/** Makes a session for each tab that is opened, and knows which one the person is in. */
export class DebugTabProvider implements CustomTextEditorProvider, Disposable {
  readonly #feature: DebugTabFeature;
  readonly #sessions = new Map<WebviewPanel, DebugTabSession>();
  #script: Promise<string> | undefined;
  #prepared: PreparedTab | undefined;

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

  /** Shows a profile in the tab in front, or in all tabs of its document. */
  reveal(uri: Uri, name: string): void {
    const { active } = this;
    const isActive = active?.uri.toString() === uri.toString();
    for (const session of isActive ? [active] : this.sessionsOf(uri.toString()))
      session.reveal(name);
  }

  /** Shows a profile that was made just now; in the tab in front it is going to be filled in. */
  begin(uri: Uri, name: string): void {
    this.reveal(uri, name);
    if (this.active?.uri.toString() === uri.toString()) this.active.begin(name);
  }

  /**
   * Reads what a tab on the file will need, while the editor, which has been asked for it, makes it.
   * @param profile the profile that it will show first
   */
  prepare(uri: Uri, profile?: string): void {
    const document = openDocument(uri);
    if (document) this.#prepared = this.#prepare(document, profile);
  }

  /**
   * What is ready is shown before this returns: the editor makes the page's frame thereafter, and makes it with what it
   * then has.
   */
  resolveCustomTextEditor(document: TextDocument, panel: WebviewPanel): void {
    const prepared =
      this.#prepared?.document === document ? this.#prepared : this.#prepare(document);
    this.#prepared = undefined;
    const { profile, result, start } = prepared;
    const session = new DebugTabSession(this.#feature, document, panel, {
      start: result ?? start,
      profile,
    });
    const store = new DisposableStore();
    this.#sessions.set(panel, session);
    store.add(session);
    store.add(
      panel.onDidDispose(() => {
        this.#sessions.delete(panel);
        store.dispose();
        this.#tellWhetherOpen();
      }),
    );
    this.#tellWhetherOpen();
  }

  dispose(): void {
    for (const session of this.#sessions.values()) session.dispose();
    this.#sessions.clear();
  }

  #tellWhetherOpen(): void {
    setContextKey('serverProfiles.hasDebugTab', this.#sessions.size > 0);
  }

  #prepare(document: TextDocument, profile?: string): PreparedTab {
    const prepared: PreparedTab = { document, profile, start: this.#read(document) };
    prepared.start.then(
      (result) => (prepared.result = result),
      // Whoever takes it hears of a failure.
      () => undefined,
    );
    return prepared;
  }

  async #read(document: TextDocument): Promise<TabStart> {
    this.#script ??= readScript(this.#feature);
    const folder = document.uri.with({ path: projectFolderOf(document.uri.path) });
    const projectId = folder.toString();
    // As they were found: the editor would answer only after it has made the tab.
    const known = this.#feature.profiles.projects.find(({ id }) => id === projectId)?.names;
    const [script, names] = await Promise.all([
      this.#script,
      known ?? readNames(folder),
      // To read takes a while. First goes out what the editor waits for: the request for the tab, or the answer to it.
      sent(),
    ]);
    const parsed = this.#feature.documents.parsed(document);
    return { script, names, document: readDocument(parsed, names) };
  }
}

/** What a tab begins with, while it is read. */
interface PreparedTab {
  readonly document: TextDocument;
  /** The profile that it shows first. */
  readonly profile: string | undefined;
  readonly start: Promise<TabStart>;
  /** What `start` has come to. */
  result?: TabStart;
}

/** The editor's messages go out in a later turn than the one that they were written in. */
function sent(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}

async function readScript({ extensionUri }: DebugTabFeature): Promise<string> {
  const path = ['dist', 'webview', 'debugTab.js'];
  const script = await readText(Uri.joinPath(extensionUri, ...path));
  if (script === undefined) throw new Error(`${path.join('/')} is not part of the extension.`);
  return script;
}
