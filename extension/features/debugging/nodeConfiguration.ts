import type { DebugConfiguration } from 'vscode';

import { hostArguments } from '../../core/servers/hostArguments.ts';

/** Property by which a debug session is known as the one of a launch. */
export const launchKey = '__serverProfilesLaunch';

export interface NodeConfigurationOptions {
  /** The entry that is launched; its other properties (`skipFiles`, `console`, …) are kept. */
  readonly configuration: DebugConfiguration;
  /** Identifies the launch. */
  readonly key: string;
  readonly directory: string;
  readonly profileName: string;
  readonly anyPort?: boolean;
  /** The bundled `host.js`. */
  readonly hostPath: string;
  readonly node: { readonly path: string; readonly env: Readonly<Record<string, string>> };
  /** Environment of the control channel. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * What the editor's own JavaScript debugger is asked to launch: the host, with the worker attached as its child. It steps
 * over the host's and the runtime's code, so that a person sees their own.
 */
export function nodeConfiguration(options: NodeConfigurationOptions): DebugConfiguration {
  const { configuration, key, directory, profileName, anyPort, hostPath, node, env } = options;
  const { project: _project, profile: _profile, ...own } = configuration;
  const distribution = hostPath.replaceAll('\\', '/').replace(/\/[^/]*$/, '');
  const sources = directory.replaceAll('\\', '/');
  return {
    console: 'internalConsole',
    // The app's standard output as it is written, also what does not go through `console`.
    outputCapture: 'std',
    // A stop in the editor is a request to stop gracefully.
    killBehavior: 'polite',
    autoAttachChildProcesses: true,
    outFiles: [`${sources}/**/*.(m|c|)js`, '!**/node_modules/**'],
    ...own,
    type: 'node',
    request: 'launch',
    name: configuration.name,
    program: hostPath,
    args: hostArguments(directory, profileName, { anyPort: anyPort === true }),
    cwd: directory,
    runtimeExecutable: node.path,
    skipFiles: [
      ...((own['skipFiles'] as string[] | undefined) ?? []),
      '<node_internals>/**',
      `${distribution}/host.js`,
      `${distribution}/runtime/**`,
    ],
    env: { ...(own['env'] as Record<string, string> | undefined), ...node.env, ...env },
    [launchKey]: key,
  };
}
