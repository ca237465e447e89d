import { basename } from 'node:path/posix';

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
import { portsInUse } from '../../core/documents/portsInUse.ts';
import { projectFolderOf } from '../../core/documents/settingsLocation.ts';
import type { ServerSnapshot } from '../../core/servers/serverSnapshot.ts';
import { freePort } from '../../platform/node/freePort.ts';
import { askNewProfile } from '../../platform/vscode/askNewProfile.ts';
import { openInBrowser } from '../../platform/vscode/browser.ts';
import { readNames } from '../../platform/vscode/workspaceFiles.ts';
import { WebviewHost } from '../../platform/vscode/webviewHost.ts';
import type { DebugTabFeature } from './debugTabFeature.ts';
import { editDocument } from './documentEdits.ts';
import { withServer } from './formModel.ts';
import { liveServer } from './liveServer.ts';
import { pickPath } from './pickPath.ts';
import { runProfileCommand } from './profileCommands.ts';
import type { Suggestion, TabRequest, TabUpdate } from './protocol.ts';
import { isTabRequest } from './protocolGuards.ts';
import { openText } from './switchEditors.ts';
import { type ReadDocument, readDocument, tabModel, type TabSource } from './tabModel.ts';
import { tabStrings } from './tabStrings.ts';
import { tabWords } from './tabWords.ts';

/** One open Debug tab: a document, and the webview that shows and edits it. */
export class DebugTabSession implements Disposable {
  readonly #feature: DebugTabFeature;
  readonly #document: TextDocument;
  readonly #host: WebviewHost<TabRequest, TabUpdate>;
  readonly #store = new DisposableStore();
  readonly #source: Omit<TabSource, 'isTrusted' | 'names'>;
  readonly #folder: Uri;
  #names: readonly string[] = [];
  #read: { version: number; names: readonly string[]; value: ReadDocument } | undefined;
  #selected = 0;
  #selectedName: string | undefined;
  #handledEdit = 0;
  #isReady = false;

  constructor(feature: DebugTabFeature, document: TextDocument, panel: WebviewPanel) {
    this.#feature = feature;
    this.#document = document;
    this.#folder = document.uri.with({ path: projectFolderOf(document.uri.path) });
    this.#source = this.#createSource();
    const { servers, profiles } = feature;
    this.#host = this.#store.add(
      new WebviewHost<TabRequest, TabUpdate>({
        webview: panel.webview,
        extensionUri: feature.extensionUri,
        script: 'dist/webview/debugTab.js',
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
      servers.onDidChange(({ profileId }) => {
        if (profileId.startsWith(`${this.projectId}#`)) this.#showServers();
      }),
    );
    this.#store.add(profiles.onDidChange(() => void feature.errors.run(() => this.#readNames())));
    this.#store.add(workspace.onDidGrantWorkspaceTrust(() => this.#showModel()));
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

  #createSource(): Omit<TabSource, 'isTrusted' | 'names'> {
    const { uri } = this.#document;
    const folder = this.#folder;
    const name = basename(folder.path);
    return {
      fileName: basename(uri.path),
      projectId: folder.toString(),
      projectName: name,
      surroundings:
        folder.scheme === 'file'
          ? {
              directory: folder.fsPath,
              name,
              settingsFile: uri.fsPath,
              environment: process.env,
              platform: platform(),
            }
          : undefined,
      words: tabWords(),
    };
  }

  async #handle(request: TabRequest): Promise<void> {
    switch (request.type) {
      case 'ready':
        return this.#start(request.selected);
      case 'select':
        this.#select(request.profile);
        return this.#showModel();
      case 'edit':
        return this.#edit(request.id, request.edits);
      case 'suggest':
        return this.#suggest(request.profile, request.what);
      case 'setServer':
        return this.#setServer(request.profile, request.server);
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

  async #start(selected: number): Promise<void> {
    this.#names = await readNames(this.#folder);
    if (!this.#isReady && this.#selectedName === undefined) {
      const active = this.#feature.profiles.active;
      const isHere = active?.project.id === this.projectId;
      // A tab that was hidden knows where the person was; a new one begins at the active profile.
      this.#select(selected);
      if (selected < 0 && isHere) this.#selectedName = active.profile.name;
    }
    this.#isReady = true;
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

  /** The document as it stands, read once per version. */
  #readDocument(): ReadDocument {
    const { version } = this.#document;
    if (this.#read?.version !== version || this.#read.names !== this.#names) {
      const value = readDocument(this.#document.getText(), this.#names);
      this.#read = { version, names: this.#names, value };
    }
    return this.#read.value;
  }

  /** The selection stays with its profile: where that goes, and under the name that it gets. */
  #followSelection(): void {
    const { profiles } = this.#readDocument().settings;
    if (profiles[this.#selected]?.name === this.#selectedName) return;
    const index = profiles.findIndex(({ name }) => name === this.#selectedName);
    this.#selected = index < 0 ? Math.min(this.#selected, Math.max(0, profiles.length - 1)) : index;
    this.#selectedName = profiles[this.#selected]?.name ?? this.#selectedName;
  }

  #showModel(): void {
    if (!this.#isReady) return;
    this.#followSelection();
    const source = { ...this.#source, names: this.#names, isTrusted: workspace.isTrusted };
    const model = tabModel(this.#readDocument(), source, this.#selected);
    this.#host.post({ type: 'model', model, handledEdit: this.#handledEdit });
  }

  #showServers(): void {
    if (!this.#isReady) return;
    const own = this.#feature.servers
      .all()
      .filter(({ profileId }) => profileId.startsWith(`${this.projectId}#`));
    const live = own.map((server: ServerSnapshot) => [server.profileId, liveServer(server)]);
    this.#host.post({ type: 'servers', servers: Object.fromEntries(live) });
  }

  async #edit(id: number, edits: readonly LaunchSettingsEdit[]): Promise<void> {
    try {
      this.#expect(edits);
      this.#handledEdit = id;
      const { settings } = this.#readDocument();
      if (!(await editDocument(this.#document, settings, edits))) this.#showModel();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#host.post({ type: 'editFailed', id, message: error.message });
    }
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
  async #change(edit: LaunchSettingsEdit): Promise<void> {
    await editDocument(this.#document, this.#readDocument().settings, [edit]);
  }

  async #suggest(profile: number, what: Suggestion): Promise<void> {
    const { settings } = this.#readDocument();
    const port = await freePort(what, portsInUse(settings));
    if (what === 'ssl') {
      const value = port;
      return this.#change({
        kind: 'setValue',
        path: ['iisSettings', 'iisExpress', 'sslPort'],
        value,
      });
    }
    const present = settings.profiles[profile]?.applicationUrl?.trim().replace(/;+$/, '') ?? '';
    const url = `${what}://localhost:${port}`;
    const value = present === '' ? url : `${present};${url}`;
    await this.#change({ kind: 'setProfileValue', profile, path: ['applicationUrl'], value });
  }

  async #setServer(profile: number, server: string): Promise<void> {
    const present = this.#readDocument().settings.profiles[profile];
    if (!present) return;
    const isExecutable = server === '' || server === 'proxied';
    const value = isExecutable ? server : withServer(present.commandLineArgs ?? '', server);
    const path = [isExecutable ? 'server' : 'commandLineArgs'];
    await this.#change({ kind: 'setProfileValue', profile, path, value: value || undefined });
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

function platform(): 'win32' | 'darwin' | 'linux' {
  return process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
}
