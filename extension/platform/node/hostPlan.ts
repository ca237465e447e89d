import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import {
  ControlMethods,
  type FailureParams,
} from '../../../server-runtime/contracts/controlMessages.ts';
import { localizableText } from '../../../server-runtime/contracts/localizableText.ts';
import { UserError } from '../../core/base/userError.ts';
import { controlEvent, type SayText } from '../../core/servers/controlEvents.ts';
import { inheritedEnvironment, type NodeRuntime } from './hostProcess.ts';

/** What the editor needs of `host.js plan --json` (docs/command-line.md). */
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
  readonly sayText: SayText;
  readonly signal: AbortSignal;
}

/**
 * Has the host build the project, and asks it what a profile would run; what keeps it from running comes as a failure.
 * @throws UserError when the host does not answer at all, or is stopped by the signal.
 */
export async function buildHostPlan({
  node,
  hostPath,
  directory,
  profileName,
  sayText,
  signal,
}: HostPlanOptions): Promise<HostPlan | { readonly failure: FailureParams }> {
  const args = [hostPath, 'plan', '--project', directory, '--launch-profile', profileName];
  try {
    const { stdout } = await promisify(execFile)(node.path, [...args, '--build', '--json'], {
      cwd: directory,
      env: { ...inheritedEnvironment(process.env), ...node.env },
      signal,
      windowsHide: true,
    });
    return JSON.parse(stdout) as HostPlan;
  } catch (error) {
    const { stdout, stderr, message } = error as Error & { stdout?: string; stderr?: string };
    const event = controlEvent(ControlMethods.failure, failureIn(stdout ?? ''), sayText);
    if (event?.type === 'failure') return { failure: event.failure };
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

function failureIn(stdout: string): unknown {
  try {
    return (JSON.parse(stdout) as { failure?: unknown }).failure;
  } catch {
    return undefined;
  }
}
