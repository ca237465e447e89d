import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { localizableText } from '../../../server-runtime/contracts/localizableText.ts';
import { UserError } from '../../core/base/userError.ts';
import { inheritedEnvironment, type NodeRuntime } from './hostProcess.ts';

/** What the editor needs of `host.js plan --json` (docs/architecture.md, the host's command line). */
export interface HostPlan {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly urls: readonly string[];
}

export interface HostPlanOptions {
  readonly node: NodeRuntime;
  readonly hostPath: string;
  readonly directory: string;
  readonly profileName: string;
  readonly signal: AbortSignal;
}

/** Milliseconds that a plan may take; it starts nothing but may ask MSBuild. */
const planLimit = 60_000;

/** Asks the host what a profile would run. */
export async function readHostPlan({
  node,
  hostPath,
  directory,
  profileName,
  signal,
}: HostPlanOptions): Promise<HostPlan> {
  const args = [hostPath, 'plan', '--project', directory, '--launch-profile', profileName];
  try {
    const { stdout } = await promisify(execFile)(node.path, [...args, '--json'], {
      cwd: directory,
      env: { ...inheritedEnvironment(process.env), ...node.env },
      timeout: planLimit,
      signal,
      windowsHide: true,
    });
    return JSON.parse(stdout) as HostPlan;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new UserError(
      localizableText(
        'The launch of "{0}" could not be planned: {1}',
        profileName,
        stderr?.trim() || message,
      ),
      { code: 'no-plan' },
    );
  }
}
