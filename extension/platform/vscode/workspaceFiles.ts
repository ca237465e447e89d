import { FileSystemError, FileType, RelativePattern, Uri, workspace } from 'vscode';

import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';

/** Finds files in all workspace folders. Settings of the person that hide files from searches are not applied. */
export async function findFiles(include: string, exclude: string): Promise<Uri[]> {
  return workspace.findFiles(include, exclude);
}

/** The text of a file as it is in the editor, saved or not; undefined when there is no such file. */
export async function readText(uri: Uri): Promise<string | undefined> {
  const open = workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString(),
  );
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

/** Names in a folder, those of folders included; empty when there is no such folder. */
export async function readNames(folder: Uri): Promise<string[]> {
  try {
    return (await workspace.fs.readDirectory(folder)).map(([name]) => name);
  } catch {
    return [];
  }
}

/** Whether a file is there. */
export async function isFile(uri: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.File) !== 0;
  } catch {
    return false;
  }
}

export interface WatchOptions {
  /** Globs below each workspace folder. */
  readonly globs: readonly string[];
  /** Milliseconds of quiet to wait for: saves and checkouts come in bursts. */
  readonly quiet: number;
}

/** Calls back after matching files came, went or changed, and after workspace folders did. */
export function watchFiles({ globs, quiet }: WatchOptions, callback: () => void): Disposable {
  const store = new DisposableStore();
  const watchers = store.add(new WatcherList());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = (): void => {
    clearTimeout(timer);
    timer = setTimeout(callback, quiet);
  };
  store.defer(() => clearTimeout(timer));
  watchers.watch(globs, settle);
  store.add(
    workspace.onDidChangeWorkspaceFolders(() => {
      watchers.watch(globs, settle);
      settle();
    }),
  );
  return store;
}

/** Watchers of all present workspace folders. */
class WatcherList implements Disposable {
  #store = new DisposableStore();

  watch(globs: readonly string[], changed: () => void): void {
    this.#store.dispose();
    this.#store = new DisposableStore();
    for (const folder of workspace.workspaceFolders ?? []) {
      for (const glob of globs) {
        const watcher = this.#store.add(
          workspace.createFileSystemWatcher(new RelativePattern(folder, glob)),
        );
        for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
          this.#store.add(event(changed));
        }
      }
    }
  }

  dispose(): void {
    this.#store.dispose();
  }
}
