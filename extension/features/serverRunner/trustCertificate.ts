import { homedir } from 'node:os';

import { l10n, ProcessExecution, Task, TaskRevealKind, tasks, TaskScope } from 'vscode';

import { nodeRuntime } from '../../platform/node/hostProcess.ts';
import { debugType } from '../../platform/vscode/contributions.ts';
import { readSetting } from '../../platform/vscode/settings.ts';

/**
 * Makes the development certificate and has browsers trust it. In a terminal, for it says what it does, may ask for a
 * password, and Ctrl+C ends it.
 */
export async function trustCertificate(hostPath: string): Promise<void> {
  const node = nodeRuntime(readSetting('nodePath'));
  const task = new Task(
    { type: debugType },
    TaskScope.Workspace,
    l10n.t('Development Certificate'),
    'Server Profiles',
    new ProcessExecution(node.path, [hostPath, 'dev-certs', 'https', '--trust'], {
      env: { ...node.env },
      // Not that of the workspace, which a window without a folder does not have.
      cwd: homedir(),
    }),
  );
  task.presentationOptions = { reveal: TaskRevealKind.Always, focus: true, echo: false };
  await tasks.executeTask(task);
}
