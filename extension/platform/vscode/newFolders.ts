import { CancellationTokenSource, type Uri } from 'vscode';

import type { Disposable } from '../../core/base/disposable.ts';
import { isFolder, listFiles } from './workspaceFiles.ts';

/** What is looked for in new folders. */
export interface NewFoldersOptions {
  /** Whether a file is one of those looked for. */
  readonly has: (file: Uri) => boolean;
  /** Names of folders that are not looked into. */
  readonly skipped: ReadonlySet<string>;
  /** Milliseconds before the first look; before each further one twice as many pass. */
  readonly quiet: number;
}

/** Milliseconds between two looks after which there is no further one. */
const patience = 60_000;

/**
 * Looks into folders that came, until nothing more comes. Of what is in a folder that was moved or copied the editor tells
 * nothing or not all. On Linux it also misses what a new folder gets before its watcher has begun to watch that one: the
 * first files and folders in it are never told, nor what is later made in those.
 */
export class NewFolders implements Disposable {
  readonly #options: NewFoldersOptions;
  readonly #found: () => void;
  readonly #ended = new CancellationTokenSource();
  #came = new Map<string, Uri>();

  /** @param found called after each look that found more, when what is looked for is there */
  constructor(options: NewFoldersOptions, found: () => void) {
    this.#options = options;
    this.#found = found;
  }

  /** Something came that may be a folder. */
  add(uri: Uri): void {
    this.#came.set(uri.toString(), uri);
    if (this.#came.size === 1) void this.#lookSoon();
  }

  dispose(): void {
    this.#ended.cancel();
    this.#ended.dispose();
  }

  /** Waits first: a folder mostly comes with others in it, which need no look of their own. */
  async #lookSoon(): Promise<void> {
    await this.#pause(this.#options.quiet);
    const came = this.#came;
    this.#came = new Map();
    for (const [path, uri] of came) {
      if (!isBelowAny(path, came)) void this.#lookInto(uri);
    }
  }

  async #lookInto(uri: Uri): Promise<void> {
    const { quiet, skipped, has } = this.#options;
    const { token } = this.#ended;
    let known = 0;
    for (let wait = quiet * 2; wait < patience; wait *= 2) {
      if (!(await isFolder(uri))) return;
      const files = await listFiles(uri, skipped, token);
      if (token.isCancellationRequested) return;
      if (files.length > known && files.some(has)) this.#found();
      // One without a file will get some.
      if (files.length > 0 && files.length === known) return;
      known = files.length;
      await this.#pause(wait);
    }
  }

  async #pause(wait: number): Promise<void> {
    const { token } = this.#ended;
    if (token.isCancellationRequested) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        subscription.dispose();
        resolve();
      };
      const timer = setTimeout(end, wait);
      const subscription = token.onCancellationRequested(end);
    });
  }
}

function isBelowAny(path: string, others: ReadonlyMap<string, Uri>): boolean {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    if (others.has(path.slice(0, at))) return true;
  }
  return false;
}
