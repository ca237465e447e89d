/** What an app that runs behind the front end applies to itself. */
export interface IISIntegrationSettings {
  /** The one address to listen on. It wins over every other, so apply it last and with `preferHostingUrls`. */
  readonly url: string;
  /** Where the app is mounted, for the path base middleware; `/` or empty at the root. */
  readonly pathBase: string;
  /** What each request from the front end carries. */
  readonly token: string;
  /** False: the front end does not forward WebSockets. */
  readonly isWebSocketSupported: boolean;
}

/**
 * Reads what the front end hands its worker: the settings PORT, APPL_PATH and TOKEN (environment variables with the prefix
 * `ASPNETCORE_`). Undefined when one of them is missing or empty: the app is not behind a front end, and the
 * integration does nothing.
 */
export function readIISIntegration(
  getSetting: (key: string) => string | undefined,
): IISIntegrationSettings | undefined {
  const port = getSetting('PORT');
  const path = getSetting('APPL_PATH');
  const token = getSetting('TOKEN');
  if (!port || !path || !token) return undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    pathBase: path.replace(/\/+$/, ''),
    token,
    isWebSocketSupported: getSetting('IIS_WEBSOCKETS_SUPPORTED')?.toLowerCase() !== 'false',
  };
}
