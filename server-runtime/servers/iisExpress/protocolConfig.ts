/** Names of the contract between the module and the worker. */
export const protocolConfig = {
  /** Every header that starts like this is the module's own; what a client sends under such a name is dropped. */
  headerPrefix: 'ms-aspnetcore',
  tokenHeader: 'MS-ASPNETCORE-TOKEN',
  clientCertificateHeader: 'MS-ASPNETCORE-CLIENTCERT',
  eventHeader: 'MS-ASPNETCORE-EVENT',
  shutdownEvent: 'shutdown',
  /** Below the application's path. */
  shutdownPath: '/iisintegration',
  forwardedForHeader: 'X-Forwarded-For',
  forwardedProtoHeader: 'X-Forwarded-Proto',
} as const;
