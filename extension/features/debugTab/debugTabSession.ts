import {
  commands,
  env,
  l10n,
  Position,
  type TextDocument,
  type Uri,
  type WebviewPanel,
  workspace,
} from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { UserError } from '../../core/base/userError.ts';
import type { LaunchSettingsEdit } from '../../core/documents/launchSettingsEdit.ts';
import { applyTextEdit } from '../../core/documents/textEdit.ts';
import { projectFolderOf } from '../../core/documents/settingsLocation.ts';
import type { ServerSnapshot } from '../../core/servers/serverSnapshot.ts';
import { freePort } from '../../platform/node/freePort.ts';
import { askNewProfile } from '../../platform/vscode/askNewProfile.ts';
import { openInBrowser } from '../../platform/vscode/browser.ts';
import { sayText } from '../../platform/vscode/sayText.ts';
import { readNames } from '../../platform/vscode/workspaceFiles.ts';
import { WebviewHost } from '../../platform/vscode/webviewHost.ts';
import type { DebugTabFeature } from './debugTabFeature.ts';
import { replaceIn, replacementFor } from './documentEdits.ts';
import { serverEdit, suggestionEdit } from './suggestedEdits.ts';
import { liveServer } from './liveServer.ts';
import { pickPath } from './pickPath.ts';
import { runProfileCommand } from './profileCommands.ts';
import { isSameRow, type ProfileRow, type TabRequest, type TabUpdate } from './protocol.ts';
import { isTabRequest } from './protocolGuards.ts';
import { openText } from './switchEditors.ts';
import { type ReadDocument, readDocument, tabModel } from './tabModel.ts';
import { tabSource } from './tabSource.ts';
import { tabStrings } from './tabStrings.ts';

/** What a tab begins with. */
export interface TabStart {
  readonly script: string;
  /** Names in the project folder. */
  readonly names: readonly string[];
  readonly document: ReadDocument;
}

/** One open Debug tab: a document, and the webview that shows and edits it. */
export class DebugTabSession implements Disposable {
  readonly #feature: DebugTabFeature;
  readonly #document: TextDocument;
  readonly #host: WebviewHost<TabRequest, TabUpdate>;
  readonly #store = new DisposableStore();
  readonly #source: ReturnType<typeof tabSource>;
  readonly #folder: Uri;
  #names: readonly string[] = [];
  #read: { names: readonly string[]; value: ReadDocument } | undefined;
  #selected = 0;
  #selectedName: string | undefined;
  #handledEdit = 0;
  /** Rows as the webview has them. */
  #sentRows: readonly ProfileRow[] | undefined;
  /** What the model that was sent last was made of. */
  #sentFrom: readonly unknown[] = [];
  /** Edits one after the other: each needs the text that the one before left. */
  #edits: Promise<unknown> = Promise.resolve();
  #isReady = false;
  /** Whether something was to be told since the page was made and before it was ready. */
  #isStale = false;

  constructor(
    feature: DebugTabFeature,
    document: TextDocument,
    panel: WebviewPanel,
    start: TabStart | Promise<TabStart>,
  ) {
    this.#feature = feature;
    this.#document = document;
    this.#folder = document.uri.with({ path: projectFolderOf(document.uri.path) });
    this.#source = tabSource(document.uri, this.#folder, feature.hostPath);
    const { servers, profiles } = feature;
    this.#host = this.#store.add(
      new WebviewHost<TabRequest, TabUpdate>({
        webview: panel.webview,
        title: l10n.t('Debug Tab'),
        language: env.language,
        isRequest: isTabRequest,
        onRequest: (request) => void feature.errors.run(() => this.#handle(request)),
        log: feature.log,
      }),
    );
    this.#store.add(
      workspace.onDidChangeTextDocument((change) => {
        if (change.document === document && change.contentChanges.length > 0) this.#showModel();
      }),
    );
    this.#store.add(
      workspace.onWillSaveTextDocument((save) => {
        // Saved is what was typed before, although it may still be on its way into the text.
        if (save.document === document) save.waitUntil(this.#edits);
      }),
    );
    this.#store.add(
      servers.onDidChange(({ profileId }) => {
        if (profileId.startsWith(`${this.projectId}#`)) this.#showServers();
      }),
    );
    this.#store.add(profiles.onDidChange(() => void feature.errors.run(() => this.#readNames())));
    this.#store.add(workspace.onDidGrantWorkspaceTrust(() => this.#showModel()));
    if (start instanceof Promise) void feature.errors.run(async () => this.#open(await start));
    else this.#open(start);
  }

  get projectId(): string {
    return this.#source.projectId;
  }

  get uri(): Uri {
    return this.#document.uri;
  }

  /** Id of the profile that the person looks at. */
  get selectedId(): string | undefined {
    const profile = this.#readDocument().settings.profiles[this.#selected];
    return profile && `${this.projectId}#${profile.name}`;
  }

  /** Selects a profile by name, and a field of it. */
  reveal(name: string): void {
    this.#selectedName = name;
    this.#select(this.#readDocument().settings.profiles.findIndex((p) => p.name === name));
    this.#showModel();
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #handle(request: TabRequest): Promise<void> {
    switch (request.type) {
      case 'ready':
        return this.#start(request.selected, request.hasStarted);
      case 'select':
        this.#select(request.profile);
        return this.#showModel();
      case 'edit':
        return this.#edit(request.id, request.edits);
      case 'suggest':
        return this.#change(
          await suggestionEdit(this.#readDocument().settings, request.profile, request.what),
        );
      case 'setServer':
        return this.#change(
          serverEdit(this.#readDocument().settings, request.profile, request.server),
        );
      case 'browse':
        return this.#browse(request.profile, request.field);
      case 'addProfile':
        return this.#addProfile();
      case 'command':
        return runProfileCommand(request.command, {
          document: this.#document,
          projectId: this.projectId,
          index: request.profile,
        });
      case 'openUrl':
        await openInBrowser(request.url);
        return;
      case 'copy':
        await env.clipboard.writeText(request.text);
        return;
      case 'openText': {
        const line = Math.max(0, request.line - 1);
        const offset = this.#document.offsetAt(new Position(line, 0));
        await openText(this.uri, { offset, length: 0 });
        return;
      }
      case 'manageTrust':
        await commands.executeCommand('workbench.trust.manage');
        return;
      case 'fault':
        this.#feature.log.error(`Debug tab: ${request.message}`);
    }
  }

  /** Makes the page, with all that it shows first: at the active profile, if that is one of the file. */
  #open({ script, names, document }: TabStart): void {
    this.#names = names;
    this.#read = { names, value: document };
    const { active } = this.#feature.profiles;
    const isHere = active?.project.id === this.projectId;
    this.#selectedName ??= isHere ? active.profile.name : undefined;
    this.#host.show(script, [
      { type: 'strings', strings: tabStrings() },
      this.#modelOf(this.#readDocument()),
      this.#servers(),
    ]);
  }

  #start(selected: number, hasStarted: boolean): void {
    const isFirst = !this.#isReady;
    this.#isReady = true;
    // Those of the start may be from when the folder was searched.
    if (isFirst) void this.#feature.errors.run(() => this.#readNames());
    if (isFirst && hasStarted && !this.#isStale) return;
    // A tab that comes back with the window knows where the person was.
    if (isFirst && selected >= 0) this.#select(selected);
    this.#sentRows = undefined;
    this.#sentFrom = [];
    this.#host.post({ type: 'strings', strings: tabStrings() });
    this.#showModel();
    this.#showServers();
  }

  async #readNames(): Promise<void> {
    const names = await readNames(this.#folder);
    if (names.join('/') === this.#names.join('/')) return;
    this.#names = names;
    this.#showModel();
  }

  #select(index: number): void {
    this.#selected = Math.max(0, index);
    this.#selectedName = this.#readDocument().settings.profiles[this.#selected]?.name;
  }

  /** The document as it stands, or will when an edit on its way has come; the same object as long as that is the same. */
  #readDocument(parsed = this.#feature.documents.parsed(this.#document)): ReadDocument {
    const { names, value: known } = this.#read ?? {};
    if (known && known.settings === parsed.settings && names === this.#names) return known;
    const value = readDocument(parsed, this.#names);
    this.#read = { names: this.#names, value };
    return value;
  }

  /** The selection stays with its profile: where that goes, and under the name that it gets. */
  #followSelection({ settings: { profiles } }: ReadDocument): void {
    if (profiles[this.#selected]?.name === this.#selectedName) return;
    const index = profiles.findIndex(({ name }) => name === this.#selectedName);
    this.#selected = index < 0 ? Math.min(this.#selected, Math.max(0, profiles.length - 1)) : index;
    this.#selectedName = profiles[this.#selected]?.name ?? this.#selectedName;
  }

  #showModel(): void {
    const update = this.#newModel(this.#readDocument());
    if (update) this.#host.post(update);
  }

  /** What the page does not know yet; undefined when it knows all, or is not ready. */
  #newModel(document: ReadDocument): TabUpdate | undefined {
    if (!this.#isReady) {
      this.#isStale = true;
      return undefined;
    }
    this.#followSelection(document);
    const from = [document, this.#selected, this.#handledEdit, workspace.isTrusted];
    if (from.every((part, index) => part === this.#sentFrom[index])) return undefined;
    this.#sentFrom = from;
    return this.#modelOf(document);
  }

  #modelOf(document: ReadDocument): TabUpdate {
    this.#followSelection(document);
    const source = { ...this.#source, names: this.#names, isTrusted: workspace.isTrusted };
    const { profiles, ...model } = tabModel(document, source, this.#selected);
    const isKnown = this.#sentRows !== undefined && areSameRows(this.#sentRows, profiles);
    this.#sentRows = profiles;
    return {
      type: 'model',
      model: isKnown ? model : { ...model, profiles },
      handledEdit: this.#handledEdit,
    };
  }

  #showServers(): void {
    if (this.#isReady) this.#host.post(this.#servers());
    else this.#isStale = true;
  }

  #servers(): TabUpdate {
    const own = this.#feature.servers
      .all()
      .filter(({ profileId }) => profileId.startsWith(`${this.projectId}#`));
    const live = own.map((server: ServerSnapshot) => [server.profileId, liveServer(server)]);
    return { type: 'servers', servers: Object.fromEntries(live) };
  }

  #edit(id: number, edits: readonly LaunchSettingsEdit[]): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await this.#apply(edits, id);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        this.#host.post({ type: 'editFailed', id, message: sayText(error.text) });
      }
    });
  }

  /**
   * Edits the text. The form need not wait until the editor has changed it: what it will be is known. It is told first,
   * since the change keeps busy the thread that draws it. A text that somebody else has changed meanwhile is edited anew.
   */
  async #apply(edits: readonly LaunchSettingsEdit[], id = this.#handledEdit): Promise<void> {
    const { version } = this.#document;
    const { text, settings } = this.#readDocument();
    const replacement = replacementFor(text, settings, edits);
    this.#expect(edits);
    this.#handledEdit = id;
    if (!replacement) return this.#showModel();
    const changed = applyTextEdit(text, replacement);
    const expected = this.#feature.documents.expect(this.#document, changed);
    const update = this.#newModel(this.#readDocument(expected));
    if (update) await this.#host.deliver(update);
    if (this.#document.version !== version) return this.#apply(edits, id);
    if (await replaceIn(this.#document, replacement)) return;
    this.#read = undefined;
    this.#showModel();
  }

  async #inTurn(edit: () => Promise<void>): Promise<void> {
    const turn = this.#edits.then(edit);
    this.#edits = turn.catch(() => undefined);
    return turn;
  }

  /** What an edit does to the selection, before the document tells of it. */
  #expect(edits: readonly LaunchSettingsEdit[]): void {
    for (const edit of edits) {
      if (edit.kind === 'moveProfile' && edit.profile === this.#selected) this.#selected = edit.to;
      if (edit.kind === 'renameProfile' && edit.profile === this.#selected) {
        this.#selectedName = edit.name;
      }
    }
  }

  /** An edit that the extension itself thought of. */
  #change(edit: LaunchSettingsEdit): Promise<void> {
    return this.#inTurn(() => this.#apply([edit]));
  }

  async #browse(profile: number, field: 'workingDirectory' | 'executablePath'): Promise<void> {
    const value = await pickPath(this.#folder, field);
    if (value === undefined) return;
    await this.#change({ kind: 'setProfileValue', profile, path: [field], value });
  }

  async #addProfile(): Promise<void> {
    const { settings, kind } = this.#readDocument();
    const { projectName } = this.#source;
    const added = await askNewProfile({ settings, kind, projectName, freePort });
    if (!added) return;
    this.#selectedName = added.name;
    await this.#change({ kind: 'addProfile', ...added });
  }
}

function areSameRows(known: readonly ProfileRow[], rows: readonly ProfileRow[]): boolean {
  return known.length === rows.length && known.every((row, i) => isSameRow(row, rows[i]));
}
