/** Numbers of the log entries of a host. */
export const HostingEvents = {
  requestStarting: 1,
  requestFinished: 2,
  starting: 3,
  started: 4,
  shutdown: 5,
  applicationStartupException: 6,
  hostingStartupException: 11,
  hostingStartupLoaded: 13,
  portsOverridden: 15,
} as const;
