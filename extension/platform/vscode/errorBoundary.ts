import { CancellationError, l10n, window } from 'vscode';

import type { Log } from '../../core/base/log.ts';
import { UserError } from '../../core/base/userError.ts';
import { sayText } from './sayText.ts';

/** The one place where errors become messages. */
export class ErrorBoundary {
  readonly #log: Log & { show(): void };

  constructor(log: Log & { show(): void }) {
    this.#log = log;
  }

  /** Runs it and shows what goes wrong; then the result is undefined. */
  async run<T>(action: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch (error) {
      this.show(error);
      return undefined;
    }
  }

  /** Shows an error: a person's in the editor's language, a defect with the way to its details. */
  show(error: unknown): void {
    // They know.
    if (error instanceof CancellationError) return;
    if (error instanceof UserError) {
      this.#log.warn(`${error.code}: ${error.message}`);
      const message = [sayText(error.text), ...error.help].join(' ');
      void window.showErrorMessage(message, ...error.actions).then(async (action) => {
        if (action) await this.run(action.run);
      });
      return;
    }
    this.#log.error(error instanceof Error ? error : String(error));
    const showLog = l10n.t('Show Log');
    const message = error instanceof Error ? error.message : String(error);
    void window
      .showErrorMessage(l10n.t('Server Profiles: something went wrong: {0}', message), showLog)
      .then((choice) => {
        if (choice === showLog) this.#log.show();
      });
  }
}
