import { commands } from 'vscode';

import type { Disposable } from '../../core/base/disposable.ts';
import type { CommandArguments, CommandId } from './contributions.ts';
import type { ErrorBoundary } from './errorBoundary.ts';

/** Registers a command; what its handler throws is shown. */
export function registerCommand<Id extends CommandId>(
  errors: ErrorBoundary,
  id: Id,
  handler: (...args: CommandArguments[Id]) => unknown,
): Disposable {
  return commands.registerCommand(id, (...args: unknown[]) =>
    // Menus add arguments of their own (the selected nodes); handlers take what their type says.
    errors.run(() => handler(...(args as CommandArguments[Id]))),
  );
}

/** Runs a command of this extension, also one of another slice. */
export async function executeCommand<Id extends CommandId>(
  id: Id,
  ...args: CommandArguments[Id]
): Promise<void> {
  await commands.executeCommand(id, ...args);
}
