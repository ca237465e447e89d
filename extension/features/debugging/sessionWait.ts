import { type TaskExecution, tasks } from 'vscode';

import type { Clock } from '../../core/base/clock.ts';
import { type Disposable, DisposableStore } from '../../core/base/disposable.ts';

/** Milliseconds that the editor gets for a session, when it runs no task for it. */
const patience = 5000;

/**
 * Waits for a session that the editor was asked for. It tells of none that it gives up (the pre-launch task failed, the person
 * cancelled a question), so that is taken from nothing going on any more.
 */
export class SessionWait implements Disposable {
  readonly #clock: Clock;
  readonly #over: () => void;
  readonly #store = new DisposableStore();
  readonly #tasks = new Set<TaskExecution>();
  #limit: Disposable | undefined;

  /** @param over called when no session is to be expected any more; one may come nevertheless */
  constructor(clock: Clock, over: () => void) {
    this.#clock = clock;
    this.#over = over;
    this.#store.add(
      tasks.onDidStartTask(({ execution }) => {
        // One that watches goes on, whatever becomes of the session.
        if (execution.task.isBackground) return;
        this.#tasks.add(execution);
        this.#limit?.dispose();
      }),
    );
    this.#store.add(
      tasks.onDidEndTask(({ execution }) => {
        if (this.#tasks.delete(execution) && !this.hasTask) this.#begin();
      }),
    );
    this.#store.defer(() => this.#limit?.dispose());
    this.#begin();
  }

  /** Whether a task runs that has begun since: the pre-launch task, as far as one can know. */
  get hasTask(): boolean {
    return this.#tasks.size > 0;
  }

  dispose(): void {
    this.#store.dispose();
    this.#tasks.clear();
  }

  #begin(): void {
    this.#limit = this.#clock.after(patience, () => {
      this.dispose();
      this.#over();
    });
  }
}
