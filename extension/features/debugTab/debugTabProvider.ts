import { type CustomTextEditorProvider, type TextDocument, type WebviewPanel } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import type { DebugTabFeature } from './debugTabFeature.ts';
import { DebugTabSession } from './debugTabSession.ts';

/** Makes a session for each tab that is opened, and knows which one the person is in. */
export class DebugTabProvider implements CustomTextEditorProvider, Disposable {
  readonly #feature: DebugTabFeature;
  readonly #sessions = new Map<WebviewPanel, DebugTabSession>();

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

  resolveCustomTextEditor(document: TextDocument, panel: WebviewPanel): void {
    const session = new DebugTabSession(this.#feature, document, panel);
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
}
