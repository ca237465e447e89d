import { randomInt } from 'node:crypto';

import { Uri, window, workspace } from 'vscode';

import { newSettingsText } from '../../core/documents/newSettingsText.ts';
import type { ProjectTarget } from '../../platform/vscode/contributions.ts';
import { isFile } from '../../platform/vscode/workspaceFiles.ts';
import { pickWorkspaceFolder } from './pickWorkspaceFolder.ts';

/** Creates `Properties/launchSettings.json` for a project, unless it is there, and opens it. */
export async function createSettings(target: ProjectTarget): Promise<void> {
  const folder = target ? Uri.parse(target.projectId) : await pickWorkspaceFolder();
  if (!folder) return;
  const file = Uri.joinPath(folder, 'Properties', 'launchSettings.json');
  if (!(await isFile(file))) {
    const name = folder.path.slice(folder.path.lastIndexOf('/') + 1) || 'web';
    const text = newSettingsText({
      profileName: name,
      servers: ['Kestrel', 'IISExpress'],
      // As the .NET templates do: neighbouring projects rarely collide, and macOS keeps 5000 for itself.
      port: randomInt(5001, 5300),
      proxiedPort: randomInt(8001, 8300),
    });
    await workspace.fs.writeFile(file, new TextEncoder().encode(text));
  }
  await window.showTextDocument(file);
}
