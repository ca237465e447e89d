import { selfHostedServer } from '../launch/serverForProfile.ts';

/** The self-hosted server that an app's arguments pick: `--server WebListener`, else Kestrel. */
export function serverOption(args: readonly string[]): 'Kestrel' | 'WebListener' {
  return selfHostedServer('host', args);
}
