/** Names of the host's settings. With the prefix `ASPNETCORE_` they are environment variables. */
export const HostSettingKeys = {
  applicationName: 'applicationName',
  startupAssembly: 'startupAssembly',
  environment: 'environment',
  contentRoot: 'contentRoot',
  webRoot: 'webroot',
  urls: 'urls',
  httpPorts: 'http_ports',
  httpsPorts: 'https_ports',
  captureStartupErrors: 'captureStartupErrors',
  detailedErrors: 'detailedErrors',
  preferHostingUrls: 'preferHostingUrls',
  hostingStartupAssemblies: 'hostingStartupAssemblies',
  hostingStartupExcludeAssemblies: 'hostingStartupExcludeAssemblies',
  preventHostingStartup: 'preventHostingStartup',
  suppressStatusMessages: 'suppressStatusMessages',
  shutdownTimeoutSeconds: 'shutdownTimeoutSeconds',
} as const;
