import { spawn } from 'node:child_process';
import { browsableAddress } from '../launch/browserUrl.ts';

/** Opens a URL in the person's browser. Never fails: a machine without one gets a line on stderr. */
export function openBrowser(url: string): void {
  const [command, args] = browserCommand(url, process.platform);
  const child = spawn(command, args, { detached: true, stdio: 'ignore', windowsHide: true });
  child.on('error', () => {
    process.stderr.write(`warning: no browser could be opened for ${url}\n`);
  });
  child.unref();
}

/** The planned URL, with the port that the system chose where the plan has 0; without one, the first address. */
export function urlToOpen(
  planned: string | null,
  addresses: readonly string[],
): string | undefined {
  const address = addresses.map(browsableAddress).find((candidate) => candidate !== null);
  if (planned === null || !URL.canParse(planned)) return planned ?? address;
  const url = new URL(planned);
  if (url.port === '0' && address !== undefined) url.port = new URL(address).port;
  return url.href;
}

/** What opens a URL with the default browser. Not through a shell: a URL may hold `&` and quotes. */
export function browserCommand(url: string, platform: NodeJS.Platform): [string, string[]] {
  switch (platform) {
    case 'win32':
      return ['rundll32', ['url.dll,FileProtocolHandler', url]];
    case 'darwin':
      return ['open', [url]];
    default:
      return ['xdg-open', [url]];
  }
}
