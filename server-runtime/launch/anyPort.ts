import { EnvironmentVariables } from '../contracts/environmentVariables.ts';
import { appOption } from './appOption.ts';
import { formatApplicationUrl, parseApplicationUrl } from './applicationUrl.ts';
import type { PlanParts } from './planParts.ts';
import type { AddressSources } from './planUrls.ts';

/**
 * The planned addresses with ports that the OS chooses, when the launch asks for that; what the app reads its addresses
 * from then says the same. Addresses in the app's own arguments stay: nobody but the app may change them, and so do those
 * of a program that is not told its addresses.
 */
export function withAnyPort(
  { input, origins }: PlanParts,
  { args, env, server }: AddressSources & { readonly env: Record<string, string> },
  urls: readonly string[],
): string[] {
  const isOwn = server === null || appOption(args, 'urls') || appOption(args, 'server.urls');
  if (!input.anyPort || isOwn) return [...urls];
  const free = parseApplicationUrl(urls.join(';'), { server }).urls.map((url) =>
    formatApplicationUrl(
      // Port 0 on localhost would have to be the same on two addresses.
      url.socket === undefined
        ? { ...url, port: 0, host: url.host === 'localhost' ? '127.0.0.1' : url.host }
        : url,
    ),
  );
  const distinct = [...new Set(free)];
  origins['urls'] = 'command line';
  if (server !== 'IISExpress') {
    env[EnvironmentVariables.urls] = distinct.join(';');
    origins[`env.${EnvironmentVariables.urls}`] = 'command line';
  }
  return distinct;
}
