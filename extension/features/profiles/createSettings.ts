import { randomInt } from 'node:crypto';

import { l10n, Uri, window, workspace } from 'vscode';

import { UserError } from '../../core/base/userError.ts';
import type { ProjectTarget } from '../../platform/vscode/contributions.ts';
import { isFile } from '../../platform/vscode/workspaceFiles.ts';
import { newSettingsText } from './newSettingsText.ts';

/** Creates `Properties/launchSettings.json` for a project, unless it is there, and opens it. */
export async function createSettings(target: ProjectTarget): Promise<void> {
  const folder = target ? Uri.parse(target.projectId) : await pickWorkspaceFolder();
  if (!folder) return;
  const file = Uri.joinPath(folder, 'Properties', 'launchSettings.json');
  if (!(await isFile(file))) {
    const name = folder.path.slice(folder.path.lastIndexOf('/') + 1) || 'web';
    const text = newSettingsText({
      profileName: name,
      // As the .NET templates do: neighbouring projects rarely collide, and macOS keeps 5000 for itself.
      port: randomInt(5001, 5300),
      proxiedPort: randomInt(8001, 8300),
    });
    await workspace.fs.writeFile(file, new TextEncoder().encode(text));
  }
  await window.showTextDocument(file);
}

async function pickWorkspaceFolder(): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    throw new UserError(l10n.t('Open a folder first: profiles belong to a project folder.'), {
      code: 'no-folder',
    });
  }
  if (folders.length === 1) return folders[0]?.uri;
  const folder = await window.showWorkspaceFolderPick({
    placeHolder: l10n.t('Select the project folder'),
  });
  return folder?.uri;
}
