import { window } from 'vscode';

import type { Disposable } from '../../core/base/disposable.ts';
import type { Log } from '../../core/base/log.ts';

/** The extension's log in the Output panel. */
export interface OutputLog extends Log, Disposable {
  show(): void;
}

/** Makes the log channel; the editor gives it levels and a file. */
export function createOutputLog(): OutputLog {
  return window.createOutputChannel('Server Profiles', { log: true });
}
