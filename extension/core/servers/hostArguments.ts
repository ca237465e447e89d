export interface HostArgumentsOptions {
  /** Ports that the system chooses instead of the profile's. */
  readonly anyPort?: boolean;
}

/**
 * Arguments of `host.js` that launch a profile (docs/architecture.md, the host's command line). The browser is left to
 * the editor, which knows the way from the person's computer to this one.
 */
export function hostArguments(
  directory: string,
  profileName: string,
  { anyPort = false }: HostArgumentsOptions = {},
): string[] {
  return [
    ...['run', '--project', directory, '--launch-profile', profileName, '--no-browser'],
    ...(anyPort ? ['--any-port'] : []),
  ];
}
