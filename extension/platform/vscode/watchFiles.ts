import { RelativePattern, type Uri, workspace } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';
import { NewFolders } from './newFolders.ts';

/** What is watched. Paths are below their workspace folder and have `/` between their names. */
export interface WatchOptions {
  /** Whether it matters that a file was written. */
  readonly isRead: (path: string) => boolean;
  /** Whether it matters that a file or a folder came or went. */
  readonly isSign: (path: string) => boolean;
  /** Whether something that was found lies at a place or below it. */
  readonly isKnown: (uri: Uri) => boolean;
  /** Names of folders that bring nothing new. */
  readonly skipped: ReadonlySet<string>;
  /** Milliseconds of quiet to wait for: saves and checkouts come in bursts. */
  readonly quiet: number;
}

/** Calls back after something that matters came, went or was written, and after workspace folders did. */
export function watchFiles(
  { isRead, isSign, isKnown, skipped, quiet }: WatchOptions,
  callback: () => void,
): Disposable {
  const store = new DisposableStore();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = (): void => {
    clearTimeout(timer);
    timer = setTimeout(callback, quiet);
  };
  const newFolders = new NewFolders({ has: (uri) => isSign(pathOf(uri)), skipped, quiet }, settle);
  const written = (uri: Uri): void => {
    // A folder that another one took the place of at once is told as one that changed.
    if (isRead(pathOf(uri)) || isKnown(uri)) settle();
  };
  const came = (uri: Uri): void => {
    const path = pathOf(uri);
    if (isSign(path)) settle();
    const isSkipped = path.split('/').some((name) => skipped.has(name));
    if (!isSkipped && workspace.getWorkspaceFolder(uri)) newFolders.add(uri);
  };
  const went = (uri: Uri): void => {
    // Of what was in a folder that went, nothing is told.
    if (isSign(pathOf(uri)) || isKnown(uri)) settle();
  };

  let watchers = new DisposableStore();
  const watch = (): void => {
    watchers.dispose();
    watchers = new DisposableStore();
    for (const folder of workspace.workspaceFolders ?? []) {
      // All that changes, since globs of files match no event of a folder above them.
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, '**'));
      watchers.add(watcher);
      watchers.add(watcher.onDidCreate(came));
      watchers.add(watcher.onDidChange(written));
      watchers.add(watcher.onDidDelete(went));
    }
  };
  watch();
  store.defer(() => clearTimeout(timer));
  store.defer(() => watchers.dispose());
  store.add(newFolders);
  store.add(
    workspace.onDidChangeWorkspaceFolders(() => {
      watch();
      settle();
    }),
  );

  // What the editor does itself is known also where its watchers are blind, or told to be so (`files.watcherExclude`).
  store.add(workspace.onDidSaveTextDocument(({ uri }) => written(uri)));
  store.add(workspace.onDidCreateFiles(({ files }) => files.forEach(came)));
  store.add(workspace.onDidDeleteFiles(({ files }) => files.forEach(went)));
  store.add(
    workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) {
        went(oldUri);
        came(newUri);
      }
    }),
  );
  return store;
}

/** The path below the workspace folder; empty for that folder, and outside of all. */
function pathOf(uri: Uri): string {
  const folder = workspace.getWorkspaceFolder(uri);
  return folder ? uri.path.slice(folder.uri.path.length).replace(/^\//, '') : '';
}
