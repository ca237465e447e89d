import {
  commands,
  env,
  l10n,
  Position,
  type TextDocument,
  TextDocumentChangeReason,
  type Uri,
  type WebviewPanel,
  workspace,
} from 'vscode';

import type {
  LaunchProfile,
  LaunchSettings,
  TextRange,
} from '../../../server-runtime/launch/model.ts';
import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { Turns } from '../../core/base/turns.ts';
import { UserError } from '../../core/base/userError.ts';
import { editsOfNamed } from '../../core/documents/editsOfNamed.ts';
import type { LaunchSettingsEdit } from '../../core/documents/launchSettingsEdit.ts';
import { replacementFor } from '../../core/documents/replacementFor.ts';
import { applyTextEdit } from '../../core/documents/textEdit.ts';
import { projectFolderOf } from '../../core/documents/settingsLocation.ts';
import { freePort } from '../../platform/node/freePort.ts';
import { askNewProfile } from '../../platform/vscode/askNewProfile.ts';
import { openInBrowser } from '../../platform/vscode/browser.ts';
import { changeDocument } from '../../platform/vscode/changeDocument.ts';
import { sayText } from '../../platform/vscode/sayText.ts';
import { readNames } from '../../platform/vscode/workspaceFiles.ts';
import { WebviewHost } from '../../platform/vscode/webviewHost.ts';
import type { DebugTabFeature } from './debugTabFeature.ts';
import { DocumentReader } from './documentReader.ts';
import { serverEdit, suggestionEdit } from './suggestedEdits.ts';
import { isTabRequest } from './isTabRequest.ts';
import { liveServer } from './liveServer.ts';
import { ModelUpdates, type ShownDocument } from './modelUpdates.ts';
import { pickPath } from './pickPath.ts';
import { runProfileCommand } from './profileCommands.ts';
import type { TabRequest, TabUpdate } from './protocol.ts';
import { makeWriteable } from './readOnly.ts';
import { ReadOnlyWatch } from './readOnlyWatch.ts';
import { openText } from './switchEditors.ts';
import type { ReadDocument } from './tabModel.ts';
import { TabSelection } from './tabSelection.ts';
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
  readonly #reader: DocumentReader;
  readonly #selection = new TabSelection();
  readonly #readOnly: ReadOnlyWatch;
  readonly #updates = new ModelUpdates();
  #handledEdit = 0;
  /** Edits one after the other: each needs the text that the one before left. */
  readonly #edits = new Turns();
  #isReady = false;
  /** Whether something was to be told since the page was made and before it was ready. */
  #isStale = false;

  constructor(
    feature: DebugTabFeature,
    document: TextDocument,
    panel: WebviewPanel,
    { start, profile }: { start: TabStart | Promise<TabStart>; profile: string | undefined },
  ) {
    this.#feature = feature;
    this.#document = document;
    this.#reader = new DocumentReader(document, feature.documents);
    this.#readOnly = this.#store.add(new ReadOnlyWatch(document, () => this.#showModel()));
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
        if (change.document !== document || change.contentChanges.length === 0) return;
        const { Undo, Redo } = TextDocumentChangeReason;
        const isUndone = change.reason === Undo || change.reason === Redo;
        this.#selection.follow(this.#reader.read().settings.profiles, isUndone);
        this.#showModel();
        // What runs may be another text now.
        if (servers.all().some(({ hasEnded }) => !hasEnded)) this.#showServers();
      }),
    );
    this.#store.add(
      workspace.onWillSaveTextDocument((save) => {
        // Saved is what was typed before, although it may still be on its way into the text.
        if (save.document === document) save.waitUntil(this.#edits.over);
      }),
    );
    this.#store.add(
      servers.onDidChange(({ profileId }) => {
        if (profileId.startsWith(`${this.projectId}#`)) this.#showServers();
      }),
    );
    this.#store.add(profiles.onDidChange(() => void feature.errors.run(() => this.#readNames())));
    this.#store.add(workspace.onDidGrantWorkspaceTrust(() => this.#showModel()));
    this.#store.add(
      workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration('files', document)) return;
        void feature.errors.run(() => this.#checkReadOnly());
      }),
    );
    if (profile !== undefined) this.#selection.want(profile);
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
    const name = this.selectedName;
    return name === undefined ? undefined : `${this.projectId}#${name}`;
  }

  get selectedName(): string | undefined {
    return this.#profile?.name;
  }

  /** Where its name stands in the text. */
  get selectedRange(): TextRange | undefined {
    return this.#profile?.nameRange;
  }

  get #profile(): LaunchProfile | undefined {
    return this.#reader.read().settings.profiles[this.#selection.index];
  }

  /** Selects a profile by name. */
  reveal(name: string): void {
    this.#selection.want(name);
    this.#showModel();
  }

  /** Shows a profile that was made just now, and lets the person fill it in. */
  begin(name: string): void {
    this.reveal(name);
    this.#host.post({ type: 'begin', name });
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #handle(request: TabRequest): Promise<void> {
    switch (request.type) {
      case 'ready':
        return this.#start(request.selected, request.hasStarted);
      case 'rows':
        return this.#showRows();
      case 'select':
        this.#select(request.profile, request.of);
        return this.#showModel();
      case 'edit':
        return this.#edit(request);
      case 'settle':
        await this.#edits.over;
        return this.#host.post({ type: 'settled', id: request.id });
      case 'suggest':
        return this.#change((settings) => suggestionEdit(settings, request), request.of);
      case 'setServer':
        return this.#change((settings) => serverEdit(settings, request), request.of);
      case 'browse': {
        const picked = await pickPath(this.#folder, request.profile, request.field);
        return picked && this.#change(() => picked, request.of);
      }
      case 'addProfile':
        return this.#addProfile();
      case 'command':
        await this.#edits.over;
        await runProfileCommand(request.command, this.#feature.documents, {
          document: this.#document,
          projectId: this.projectId,
          index: request.profile,
          of: request.of,
        });
        return;
      case 'openUrl':
        return openInBrowser(request.url);
      case 'copy':
        return env.clipboard.writeText(request.text);
      case 'openText': {
        const line = Math.max(0, request.line - 1);
        const offset = this.#document.offsetAt(new Position(line, 0));
        await openText(this.uri, { offset, length: 0 });
        return;
      }
      case 'look':
        // Of what has changes the editor tells only when it is to save them.
        if (request.isSaving || !this.#document.isDirty)
          await this.#checkReadOnly(request.isSaving);
        return;
      case 'makeWriteable':
        await makeWriteable();
        return this.#checkReadOnly();
      case 'manageTrust':
        await commands.executeCommand('workbench.trust.manage');
        return;
      case 'fault':
        this.#feature.log.error(`Debug tab: ${request.message}`);
    }
  }

  /** Makes the page, with all that it shows first: at the active profile, if that is one of the file. */
  #open({ script, names, document }: TabStart): void {
    this.#reader.begin(names, document);
    const { active } = this.#feature.profiles;
    if (active?.project.id === this.projectId) this.#selection.prefer(active.profile.name);
    const present = this.#reader.read();
    this.#selection.follow(present.settings.profiles);
    this.#host.show(script, [
      { type: 'strings', strings: tabStrings() },
      this.#updates.first(this.#shown(present)),
      this.#servers(),
    ]);
  }

  #start(selected: number, hasStarted: boolean): void {
    const isFirst = !this.#isReady;
    this.#isReady = true;
    // Those of the start may be from when the folder was searched.
    if (isFirst) void this.#feature.errors.run(() => this.#readNames());
    void this.#feature.errors.run(() => this.#checkReadOnly());
    if (isFirst && hasStarted && !this.#isStale) return;
    // A tab that comes back with the window knows where the person was.
    if (isFirst && !hasStarted && selected >= 0) this.#select(selected);
    this.#host.post({ type: 'strings', strings: tabStrings() });
    this.#showRows();
    this.#showServers();
  }

  /** Shows the model with all its rows. */
  #showRows(): void {
    this.#updates.forget();
    this.#showModel();
  }

  async #readNames(): Promise<void> {
    const names = await readNames(this.#folder);
    if (names.join('/') === this.#reader.names.join('/')) return;
    this.#reader.names = names;
    this.#showModel();
  }

  #select(index: number, name?: string): void {
    this.#selection.select(index, this.#reader.read().settings.profiles, name);
  }

  /** Looks whether the editor takes changes of the file; asked for whenever somebody may have changed that. */
  async #checkReadOnly(isSaving = false): Promise<void> {
    await this.#readOnly.look(isSaving, this.#edits.over);
    this.#showModel();
  }

  #showModel(): void {
    const update = this.#newModel(this.#reader.read());
    if (update) this.#host.post(update);
  }

  /** What the page does not know yet; undefined when it knows all, or is not ready. */
  #newModel(document: ReadDocument): TabUpdate | undefined {
    if (!this.#isReady) {
      this.#isStale = true;
      return undefined;
    }
    this.#selection.follow(document.settings.profiles);
    return this.#updates.next(this.#shown(document));
  }

  #shown(document: ReadDocument): ShownDocument {
    return {
      document,
      source: {
        ...this.#source,
        names: this.#reader.names,
        isTrusted: workspace.isTrusted,
        readOnly: this.#readOnly.reason,
      },
      selected: this.#selection.index,
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
    const document = this.#reader.read();
    const live = own.map((server) => {
      return [server.profileId, liveServer(server, this.projectId, document)];
    });
    return { type: 'servers', servers: Object.fromEntries(live) };
  }

  #edit({ id, of, edits }: Extract<TabRequest, { type: 'edit' }>): Promise<void> {
    return this.#edits.take(async () => {
      try {
        await this.#apply(edits, { id, of });
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        this.#host.post({ type: 'editFailed', id, message: sayText(error.text) });
      }
    });
  }

  /**
   * Edits the text. The form need not wait until the editor has changed it: what it will be is known. It is told first,
   * since the change keeps busy the thread that draws it.
   * @param of the name of the profile that the edits are about
   */
  async #apply(
    edits: readonly LaunchSettingsEdit[],
    { id = this.#handledEdit, of }: { id?: number; of?: string | undefined } = {},
  ): Promise<void> {
    await this.#readOnly.look();
    if (this.#readOnly.reason) {
      // The form shows what the text has, and why.
      this.#handledEdit = id;
      return this.#showModel();
    }
    try {
      await changeDocument(this.#document, async () => {
        const { text, settings } = this.#reader.read();
        const placed = editsOfNamed(settings.profiles, edits, of);
        const replacement = replacementFor(text, settings, placed);
        this.#selection.expect(placed);
        this.#handledEdit = id;
        const changed = replacement && applyTextEdit(text, replacement);
        const { documents } = this.#feature;
        const expected =
          changed === undefined ? undefined : documents.expect(this.#document, changed);
        const update = this.#newModel(this.#reader.read(expected));
        if (update) await this.#host.deliver(update);
        return replacement;
      });
    } catch (error) {
      // The form shows what the text has after all.
      this.#showModel();
      throw error;
    }
  }

  /** An edit that the extension itself thinks of, of a named profile or of none, once the text has all edits before. */
  #change(
    edit: (settings: LaunchSettings) => LaunchSettingsEdit | Promise<LaunchSettingsEdit>,
    of?: string,
  ): Promise<void> {
    return this.#edits.take(async () =>
      this.#apply([await edit(this.#reader.read().settings)], { of }),
    );
  }

  async #addProfile(): Promise<void> {
    const { settings, kind } = this.#reader.read();
    const { names } = this.#reader;
    const { projectName } = this.#source;
    const added = await askNewProfile({ settings, kind, names, projectName, freePort });
    if (!added) return;
    await this.#change(() => ({ kind: 'addProfile', ...added }));
    this.begin(added.name);
  }
}
