import { existsSync } from 'node:fs';
import path from 'node:path';
import type { WorkerSpec } from '../iisExpressOptions.ts';

/** A relative path is tried under the site; else it is left to the PATH, as the module does with processPath. */
export function resolveCommand(command: string, physicalPath: string): string {
  const candidate = path.resolve(physicalPath, command);
  const isPath = /[/\\.]/.test(command) && !path.isAbsolute(command);
  return isPath && existsSync(candidate) ? candidate : command;
}

/** A command line as a person would type it. */
export function formatCommandLine({ command, args }: WorkerSpec): string {
  return [command, ...args]
    .map((part) => (/^[\w@%+=:,./\\-]+$/.test(part) ? part : `"${part}"`))
    .join(' ');
}

/** True when the command runs a .NET app: by `dotnet`, or by the app's own executable. */
export function isDotnet({ command }: WorkerSpec, physicalPath: string): boolean {
  const base = path.basename(command).replace(/\.exe$/i, '');
  if (base === 'dotnet') return true;
  const folder = path.dirname(path.resolve(physicalPath, command));
  return existsSync(path.join(folder, `${base}.runtimeconfig.json`));
}
