/**
 * Ends the program gracefully: as a SIGTERM from outside, which the host or the app listens for. Where nobody does, the
 * server is stopped, and then the process.
 */
export function endProgram(stopServer: () => Promise<void>): void {
  if (process.emit('SIGTERM', 'SIGTERM')) return;
  void stopServer().finally(() => process.exit());
}
