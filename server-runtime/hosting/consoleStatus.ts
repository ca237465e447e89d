/** The lines that a host prints for people, and for tools that wait for `Now listening on: `. */
export function startedLines(
  environmentName: string,
  contentRootPath: string,
  addresses: readonly string[],
  isCtrlCHandled: boolean,
): string {
  const lines = [
    `Hosting environment: ${environmentName}`,
    `Content root path: ${contentRootPath}`,
    ...addresses.map((address) => `Now listening on: ${address}`),
  ];
  if (isCtrlCHandled) lines.push('Application started. Press Ctrl+C to shut down.');
  return `${lines.join('\n')}\n`;
}

/** What is printed when a signal has begun the stop. */
export const shuttingDownLine = 'Application is shutting down...\n';
