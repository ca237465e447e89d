import { randomInt } from 'node:crypto';

import { commands, l10n, Uri, window, workspace } from 'vscode';

import { UserError } from '../../core/base/userError.ts';
import { newProjectFiles } from '../../core/documents/newProjectFiles.ts';
import { readText } from '../../platform/vscode/workspaceFiles.ts';
import { askNewProject } from './askNewProject.ts';

/**
 * Asks for a new project and writes its files, all or none: a file that is there is never overwritten. What was made is
 * opened.
 * @param runtimeTypes the runtime's declarations, which a TypeScript project gets a copy of
 */
export async function createProject(runtimeTypes: Uri): Promise<void> {
  const answers = await askNewProject();
  if (!answers) return;
  const { kind, folder } = answers;
  const files = newProjectFiles({
    ...answers,
    // As the .NET templates do: neighbouring projects rarely collide, and macOS keeps 5000 for itself.
    port: randomInt(5001, 5300),
    proxiedPort: randomInt(8001, 8300),
    runtimeTypes: kind === 'typescript' ? ((await readText(runtimeTypes)) ?? '') : '',
  }).map((file) => ({ ...file, uri: Uri.joinPath(folder, ...file.path.split('/')) }));
  const there = await Promise.all(files.map(({ uri }) => exists(uri)));
  const inTheWay = files.filter(({ mayExist }, index) => there[index] === true && !mayExist);
  if (inTheWay.length > 0) {
    const names = inTheWay.map(({ path }) => path).join(', ');
    throw new UserError(
      l10n.t('{0} is there already in {1}. Nothing was changed.', names, folder.fsPath),
      { code: 'file-exists' },
    );
  }
  for (const [index, { uri, text }] of files.entries()) {
    if (there[index] === true) continue;
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  }
  await open(folder, files[0]?.uri);
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** Within the workspace, the file to begin with; a folder elsewhere becomes the workspace. */
async function open(folder: Uri, file: Uri | undefined): Promise<void> {
  if (workspace.getWorkspaceFolder(folder)) {
    if (file) await window.showTextDocument(file);
    return;
  }
  const isEmpty = (workspace.workspaceFolders ?? []).length === 0;
  await commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: !isEmpty });
}
