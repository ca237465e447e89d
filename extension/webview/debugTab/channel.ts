import { isTabUpdate } from '../../features/debugTab/isTabUpdate.ts';
import type { TabRequest, TabUpdate } from '../../features/debugTab/protocol.ts';

/** What outlives the webview while the tab is hidden. */
export interface KeptState {
  readonly selected: number;
  readonly scrollTop: number;
}

interface EditorApi {
  postMessage(message: TabRequest): void;
  getState(): unknown;
  setState(state: KeptState): void;
}

declare function acquireVsCodeApi(): EditorApi;

/** The webview's end of the line to the extension. */
export class Channel {
  readonly #api = acquireVsCodeApi();
  readonly #onUpdate: (...updates: readonly TabUpdate[]) => void;

  /** @param onUpdate called with each message that is one of the protocol, and with those of the start at once. */
  constructor(onUpdate: (...updates: readonly TabUpdate[]) => void) {
    this.#onUpdate = onUpdate;
    window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (isTabUpdate(data)) onUpdate(data);
      else this.post({ type: 'fault', message: 'a message that is none of the protocol' });
    });
  }

  /** Takes what the page came with; not when it comes back after it was hidden, for that is old. */
  start(): void {
    const isNew = this.#api.getState() === undefined;
    const updates: unknown = JSON.parse(document.getElementById('start')?.textContent ?? '[]');
    const isUsable = isNew && Array.isArray(updates) && updates.every(isTabUpdate);
    if (isUsable) this.#onUpdate(...updates);
    this.post({ type: 'ready', selected: this.kept.selected, hasStarted: isUsable });
  }

  post(request: TabRequest): void {
    // The editor's function of that name, which has no origin to tell.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.#api.postMessage(request);
  }

  get kept(): KeptState {
    const state = this.#api.getState() as Partial<KeptState> | undefined;
    return { selected: state?.selected ?? -1, scrollTop: state?.scrollTop ?? 0 };
  }

  keep(state: KeptState): void {
    this.#api.setState(state);
  }
}
