import { CancellationTokenSource, l10n } from 'vscode';

import type { Disposable } from '../../core/base/disposable.ts';
import type { Project } from '../../core/profiles/project.ts';
import { showInView, withCancel } from '../../platform/vscode/progress.ts';
import { findProjects } from './findProjects.ts';

/** Searches the workspace for projects. A new search takes the place of the one under way. */
export class ProjectSearch implements Disposable {
  readonly #publish: (projects: Project[]) => void;
  #running: CancellationTokenSource | undefined;
  #latest: Promise<void> = Promise.resolve();
  #hasPublished = false;
  #isDisposed = false;

  /** @param publish told of what a search has found */
  constructor(publish: (projects: Project[]) => void) {
    this.#publish = publish;
  }

  /**
   * Resolves when what is there has been published, by this search or a later one.
   * @param isAsked whether a person waits for it: then they can cancel it. Of any other, the view's bar alone tells
   */
  run(isAsked: boolean): Promise<void> {
    this.#running?.cancel();
    const own = new CancellationTokenSource();
    this.#running = own;
    this.#latest = this.#search(own, isAsked);
    return this.#latest;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#running?.cancel();
  }

  async #search(own: CancellationTokenSource, isAsked: boolean): Promise<void> {
    let found: Project[] | undefined;
    try {
      found = await this.#find(own, isAsked);
    } catch (error) {
      this.#conclude(own, undefined);
      throw error;
    }
    if (this.#running !== own && !this.#isDisposed) return this.#latest;
    this.#conclude(own, found);
  }

  /** Undefined when it was cancelled. */
  async #find(own: CancellationTokenSource, isAsked: boolean): Promise<Project[] | undefined> {
    // A file system that does not answer is not waited for.
    const cancelled = new Promise<undefined>((resolve) => {
      own.token.onCancellationRequested(() => resolve(undefined));
    });
    const work = showInView(Promise.race([findProjects(own.token), cancelled]));
    return isAsked ? withCancel(l10n.t('Looking for projects…'), work, () => own.cancel()) : work;
  }

  /**
   * Cancelled or failed, all stays as it was. Before anything was found, that is nothing: whoever waits for the first
   * search goes on.
   */
  #conclude(own: CancellationTokenSource, found: Project[] | undefined): void {
    if (this.#isDisposed || this.#running !== own) return;
    if (!found && this.#hasPublished) return;
    this.#hasPublished = true;
    this.#publish(found ?? []);
  }
}
