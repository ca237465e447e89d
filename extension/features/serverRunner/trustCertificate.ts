import { homedir } from 'node:os';

import { l10n, ProcessExecution, Task, TaskRevealKind, tasks, TaskScope } from 'vscode';

import { nodeRuntime } from '../../platform/node/hostProcess.ts';
import { debugType } from '../../platform/vscode/contributions.ts';
import { readSetting } from '../../platform/vscode/settings.ts';

/**
 * Makes the development certificate and has browsers trust it: that of the host, or without one that of .NET, which takes
 * no other. In a terminal, for it says what it does, may ask for a password, and Ctrl+C ends it.
 */
export async function trustCertificate(hostPath?: string): Promise<void> {
  const node = nodeRuntime(readSetting('nodePath'));
  const command = ['dev-certs', 'https', '--trust'];
  // Not in the folder of the workspace, which a window without one does not have.
  const cwd = homedir();
  const task = new Task(
    { type: debugType },
    TaskScope.Workspace,
    l10n.t('Development Certificate'),
    'Server Profiles',
    hostPath === undefined
      ? new ProcessExecution('dotnet', command, { cwd })
      : new ProcessExecution(node.path, [hostPath, ...command], { env: { ...node.env }, cwd }),
  );
  task.presentationOptions = { reveal: TaskRevealKind.Always, focus: true, echo: false };
  await tasks.executeTask(task);
}
