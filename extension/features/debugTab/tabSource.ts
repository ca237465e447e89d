import { basename } from 'node:path/posix';

import { type Uri, workspace } from 'vscode';

import { platformOf } from '../../../server-runtime/launch/platform.ts';
import { whyNotHere } from '../../core/profiles/whyNotHere.ts';
import type { TabSource } from './tabModel.ts';
import { tabWords } from './tabWords.ts';

/** What a tab shows its document with, as far as that stays while the tab is open. */
export function tabSource(
  file: Uri,
  folder: Uri,
  hostPath: string,
): Omit<TabSource, 'isTrusted' | 'names'> {
  const name = basename(folder.path);
  return {
    fileName: basename(file.path),
    projectId: folder.toString(),
    projectName: name,
    surroundings:
      folder.scheme === 'file'
        ? {
            directory: folder.fsPath,
            name,
            settingsFile: file.fsPath,
            hostPath,
            environment: process.env,
            platform: platformOf(process.platform),
          }
        : undefined,
    words: tabWords(),
    // Read with every model: folders are opened and closed while the tab is there.
    get notHere() {
      return whyNotHere(file.scheme, workspace.getWorkspaceFolder(file) !== undefined);
    },
  };
}
